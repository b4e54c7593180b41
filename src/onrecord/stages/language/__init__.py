"""Sentences, tokens and parse."""

from onrecord.stages.language.stage import MODEL, LanguageStage, chunks, load_model, parsed, sentences_of

__all__ = ["MODEL", "LanguageStage", "chunks", "load_model", "parsed", "sentences_of"]

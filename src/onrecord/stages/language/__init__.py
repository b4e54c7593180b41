"""Sentences, tokens and parse."""

from onrecord.stages.language.stage import (
    MODEL,
    EncoderLanguageStage,
    LanguageStage,
    chunks,
    load_model,
    parsed,
    sentences_of,
)

__all__ = ["MODEL", "EncoderLanguageStage", "LanguageStage", "chunks", "load_model", "parsed", "sentences_of"]

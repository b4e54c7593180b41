"""How a run over many articles is carried out: batches in input order, worker processes, resuming."""

"""The stages, one module (or folder) a layer, listed in the order in which a document meets them."""

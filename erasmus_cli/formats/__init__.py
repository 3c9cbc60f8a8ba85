"""The formats of a draft: each is a mapping from the nodes of a document to functions that write them."""

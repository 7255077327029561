"""The engine: a table of operations, graphs, sweeps over them, and an independent proof."""

"""Pictures of computation graphs: one layered layout in whole numbers, written as characters, as SVG or as a list."""

"""What is shown: for each topic lines for people and the shape of ``--json``, side by side.

Pure: values in, lines or a shape out; ``localdocs.terminal`` prints. Both may be made bit by bit:
only what is printed is made. Shapes are a promise to programs: names are added, never changed.
"""

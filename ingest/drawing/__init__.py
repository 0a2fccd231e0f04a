"""Pages as pictures, and where on them words of ours stand: for people who check a quote."""

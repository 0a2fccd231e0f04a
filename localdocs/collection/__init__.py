"""Questions about the collection itself: recognised, and answered from the catalogue and the words.

about  = recognise(question, today)      # what is asked, or None: an ordinary question
answer = answer_about_collection(...)    # from every document, not from five passages
"""

"""The colours of the floor app, apart from it: importing the app would run it."""

COLOURS = ("seagreen", "steelblue", "firebrick", "darkorange")

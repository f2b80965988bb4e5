"""The curve of false alarms as a picture, by gnuplot (Debian's gnuplot-nox)."""

import subprocess

SCRIPT = """
set terminal svg size 640,480 background "white" font "sans,11"
set output "curve.svg"
set logscale xy
set format "10^{%T}"
set xrange [1e-12:1e-2]
set yrange [1e-8:2e-2]
set xlabel "E at most"
set ylabel "share of innocent names"
set key left top
set grid
set arrow from 1e-6, graph 0 to 1e-6, graph 1 nohead dashtype 3
set arrow from 1e-4, graph 0 to 1e-4, graph 1 nohead dashtype 3
plot x with lines dashtype 2 linecolor "gray40" title "calibrated"
"""


def curve(folder, columns):
    """curve.tsv of the folder to curve.svg; columns: (half, size), in the order of the table."""
    lines = [f', "curve.tsv" using 1:{at + 2} with linespoints pointsize 0.4 '
             f'title "{size:,} partners"'
             for at, (half, size) in enumerate(columns) if half == columns[0][0]]
    script = SCRIPT.rstrip() + "".join(lines) + "\n"
    subprocess.run(["gnuplot"], input=script.encode(), cwd=folder, check=True)

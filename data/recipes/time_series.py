#!/usr/bin/env python3
"""Makes data/time-series: five series as CSV files of one form, `date` first, then numbers.

usage: time_series.py STATSMODELS_DATASETS VEGA_DATA OUTPUT

STATSMODELS_DATASETS is the folder statsmodels/datasets of statsmodels 0.15.0, VEGA_DATA the folder vega_datasets/_data of
vega-datasets 3.2.1. Files in OUTPUT are replaced.
"""
import csv
import sys
from pathlib import Path


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]


def write(path, header, rows):
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def main(statsmodels, vega, output):
    output.mkdir(parents=True, exist_ok=True)
    sunspots = read(statsmodels / "sunspots" / "sunspots.csv")
    write(output / "sunspots.csv", ["date", "sunspots"], sunspots)

    el_nino = read(statsmodels / "elnino" / "elnino.csv")
    months = [(f"{row[0]}-{month:02}", row[month]) for row in el_nino for month in range(1, 13)]
    write(output / "sea-temperature.csv", ["date", "temperature"], months)

    # June and October 1958 and February to April 1964 were not measured: the series begins after them.
    co2 = [(row[0][:7], row[1]) for row in read(vega / "co2-concentration.csv") if row[0] >= "1964-05"]
    write(output / "co2.csv", ["date", "co2"], co2)

    weather = [row[:5] for row in read(vega / "seattle-weather.csv")]
    write(output / "weather.csv", ["date", "precipitation", "highest", "lowest", "wind"], weather)

    write(output / "global-temperature.csv", ["date", "anomaly"], read(vega / "global-temp.csv"))


main(*map(Path, sys.argv[1:4]))

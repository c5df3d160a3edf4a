#!/bin/sh
if [ "$1" = --host ]; then echo "{\"named\": \"$2\", \"list\": [1, true, null, 1.5]}"; exit; fi
echo '{"webs": {"hosts": ["w1", "w2"], "vars": {"x": "yes", "y": 010}, "children": ["sub"]}, "old": ["o1"], "sub": {"hosts": ["s1"]}}' | sed 's/010/10/'

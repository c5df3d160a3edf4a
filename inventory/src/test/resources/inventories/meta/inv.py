#!/usr/bin/python3
import json
print(json.dumps({"all": {"vars": {"a": 1}}, "g": {"hosts": ["h1", "h2"], "vars": {"t": "{{ a }}"}}, "_meta": {"hostvars": {"h1": {"ansible_host": "10.0.0.1", "d": {"k": "on"}}}}}))

# The privileges of the agent, which the JVM then inherits from this shell.
echo -900 >/proc/self/oom_score_adj
ulimit -r 50
ulimit -l unlimited
renice -n -10 $$ >/dev/null

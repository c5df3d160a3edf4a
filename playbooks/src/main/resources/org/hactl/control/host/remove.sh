# Stops the agent and takes away all files that hactl put on this host. Prints each one that is still there, and ends with 40.
set -u
units='hactl-agent.service hactl-helper.socket hactl-helper.service'
if [ -d /run/systemd/system ]; then
  # The agent first: it may need its helper for its last hooks.
  for unit in $units; do
    [ -e "/etc/systemd/system/$unit" ] || continue
    systemctl disable --quiet "$unit" 2>/dev/null
    systemctl stop "$unit" || exit 41
    rm -f "/etc/systemd/system/$unit"
  done
  systemctl daemon-reload
  systemctl reset-failed $units 2>/dev/null
else
  if [ -x /etc/init.d/hactl-agent ]; then
    /etc/init.d/hactl-agent stop || exit 41
    if command -v update-rc.d >/dev/null; then rm -f /etc/init.d/hactl-agent; update-rc.d hactl-agent remove >/dev/null 2>&1
    elif command -v rc-update >/dev/null; then rc-update del hactl-agent default >/dev/null 2>&1
    elif command -v chkconfig >/dev/null; then chkconfig --del hactl-agent >/dev/null 2>&1
    fi
    rm -f /etc/init.d/hactl-agent
  elif [ -r /run/hactl/supervise.pid ]; then
    kill -TERM "$(cat /run/hactl/supervise.pid)" 2>/dev/null
    tries=0
    while [ -e /run/hactl/supervise.pid ] && [ $tries -lt 100 ]; do
      sleep 0.2
      tries=$((tries + 1))
    done
    [ ! -e /run/hactl/supervise.pid ] || exit 41
  fi
fi
rm -rf /opt/hactl /run/hactl /var/lib/hactl 2>/dev/null
rm -f /var/log/hactl-agent.log*
status=0
for file in /opt/hactl /run/hactl /var/lib/hactl /var/log/hactl-agent.log* /etc/init.d/hactl-agent \
  /etc/systemd/system/hactl-* /etc/systemd/system/*.wants/hactl-*; do
  { [ -e "$file" ] || [ -L "$file" ]; } && echo "left=$file" && status=40
done
exit $status

# Makes an installed image the current one, starts its agent, and waits until the agent listens.
set -u
digest=$1
home=/opt/hactl/$digest
umask 022
before=$(readlink /opt/hactl/current 2>/dev/null)
if [ "$before" != "$digest" ]; then
  ln -sfn "$digest" /opt/hactl/.current-new && mv -Tf /opt/hactl/.current-new /opt/hactl/current || exit 30
fi
put() { cmp -s "$1" "$2" || { cp "$1" "$2.new" && mv -f "$2.new" "$2"; }; }
if [ -d /run/systemd/system ]; then
  unit=/etc/systemd/system/hactl-agent.service
  if ! cmp -s "$home/share/hactl-agent.service" "$unit"; then
    put "$home/share/hactl-agent.service" "$unit" || exit 31
    systemctl daemon-reload || exit 31
  fi
  [ -L /etc/systemd/system/multi-user.target.wants/hactl-agent.service ] ||
    systemctl enable hactl-agent.service 2>&1 || exit 31
  sync
  rm -f /run/hactl/agent.sock
  if systemctl --quiet is-active hactl-agent.service; then
    # As after a crash: the new agent takes the roles up again. A stop would hand the VIPs over.
    systemctl kill --kill-who=main --signal=KILL hactl-agent.service || exit 32
  else
    systemctl reset-failed hactl-agent.service 2>/dev/null
    systemctl start hactl-agent.service || exit 32
  fi
else
  if [ -d /etc/init.d ]; then
    put "$home/share/hactl-agent.init" /etc/init.d/hactl-agent && chmod 755 /etc/init.d/hactl-agent || exit 31
    if command -v update-rc.d >/dev/null; then update-rc.d hactl-agent defaults >/dev/null 2>&1
    elif command -v rc-update >/dev/null; then rc-update add hactl-agent default >/dev/null 2>&1
    elif command -v chkconfig >/dev/null; then chkconfig --add hactl-agent >/dev/null 2>&1
    fi
  fi
  sync
  rm -f /run/hactl/agent.sock
  "$home/share/hactl-agent.init" restart || exit 32
fi
tries=0
until [ -S /run/hactl/agent.sock ]; do
  tries=$((tries + 1))
  if [ $tries -ge 120 ]; then
    if [ -d /run/systemd/system ]; then
      systemctl --no-pager -l status hactl-agent.service 2>&1 | tail -n 15
    else
      tail -n 15 /var/log/hactl-agent.log 2>/dev/null
    fi
    exit 33
  fi
  sleep 0.5
done
for image in /opt/hactl/*/DIGEST; do
  image=${image%/DIGEST} name=${image##*/}
  case $name in "*" | current | "$digest" | "$before") ;; *) rm -rf "$image" ;; esac
done

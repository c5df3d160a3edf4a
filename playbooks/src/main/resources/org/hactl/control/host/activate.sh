# Makes an installed image the current one, starts its agent, and waits until the agent answers. If it does not answer, the
# previous image becomes the current one again, and the failed image is removed. An image whose agent is too old to read the
# host's state is not activated, unless the second argument is "allowed". The digest "current" restarts the agent that runs, and
# prints how.
set -u
digest=$1 downgrade=${2:-refused}
umask 022
before=$(readlink /opt/hactl/current 2>/dev/null)
how=killed
if [ "$digest" = current ]; then
  [ -n "$before" ] || exit 35
  digest=$before asked=yes
fi
link() { ln -sfn "$1" /opt/hactl/.current-new && mv -Tf /opt/hactl/.current-new /opt/hactl/current; }
put() { cmp -s "$1" "$2" || { cp "$1" "$2.new" && mv -f "$2.new" "$2"; }; }
# Installs a unit of the image; removes the unit of another image where this one, an older one, has none.
unit_of() {
  if [ ! -e "$1" ]; then
    [ ! -e "$2" ] || { systemctl stop "${2##*/}"; rm -f "$2"; changed=yes; }
  elif ! cmp -s "$1" "$2"; then
    put "$1" "$2" || return
    changed=yes
  fi
}
# Puts the units of an image in place, and starts the socket of its helper. The agent's unit comes last, because it may have an
# option that only this image knows. A helper that runs is left to the new agent, which replaces it.
units() {
  home=/opt/hactl/$1 changed=
  for unit in hactl-helper.service hactl-helper.socket hactl-agent.service; do
    unit_of "$home/share/$unit" "/etc/systemd/system/$unit" || return
  done
  [ -z "$changed" ] || systemctl daemon-reload || return
  [ -e "$home/share/hactl-helper.socket" ] || return 0
  # A socket whose file was removed is active and of no use.
  [ -S /run/hactl/helper.sock ] || systemctl stop hactl-helper.socket hactl-helper.service 2>/dev/null
  systemctl start hactl-helper.socket
}
# Finds the agent of a supervisor that starts the current image next. Older supervisors start their own image again, and
# write no agent.pid.
supervised() {
  read -r supervisor </run/hactl/supervise.pid && read -r child </run/hactl/agent.pid &&
    grep -q "^PPid:[[:space:]]*$supervisor\$" "/proc/$child/status"
} 2>/dev/null
# The new agent starts beside the old one and takes its roles over. 1: the old one is too old to know how, or does not answer.
# 36: it goes on, because it may not hand over now, or the new one did not get ready.
taken_over() {
  [ -S /run/hactl/takeover.sock ] || return 1
  rm -f /run/hactl/takeover.result
  if [ -d /run/systemd/system ]; then systemctl reload hactl-agent.service >/dev/null 2>&1
  else
    kill -USR1 "$supervisor" || return 1
    waited=0
    until [ -e /run/hactl/takeover.result ] || [ $waited -ge 90 ]; do
      waited=$((waited + 1))
      sleep 1
    done
  fi
  word=absent why=
  read -r word why 2>/dev/null </run/hactl/takeover.result
  case $word in
    taken) how=handed-over ;;
    absent) return 1 ;;
    *) echo "$why"; return 36 ;;
  esac
}
start() {
  home=/opt/hactl/$1
  if [ -d /run/systemd/system ]; then
    units "$1" || return 31
    [ -L /etc/systemd/system/multi-user.target.wants/hactl-agent.service ] ||
      systemctl enable hactl-agent.service 2>&1 || return 31
    sync
    if systemctl --quiet is-active hactl-agent.service; then
      taken_over
      case $? in 0) return ;; 36) return 36 ;; esac
      rm -f /run/hactl/agent.sock
      # As after a crash: the new agent resumes the roles. A stop would hand the VIPs over.
      # An agent that crashes repeatedly may not be running now; then kill fails and start is right.
      systemctl kill --kill-who=main --signal=KILL hactl-agent.service || systemctl start hactl-agent.service || return 32
    else
      rm -f /run/hactl/agent.sock
      systemctl reset-failed hactl-agent.service 2>/dev/null
      systemctl start hactl-agent.service || return 32
    fi
  else
    if [ -d /etc/init.d ]; then
      put "$home/share/hactl-agent.init" /etc/init.d/hactl-agent && chmod 755 /etc/init.d/hactl-agent || return 31
      if command -v update-rc.d >/dev/null; then update-rc.d hactl-agent defaults >/dev/null 2>&1
      elif command -v rc-update >/dev/null; then rc-update add hactl-agent default >/dev/null 2>&1
      elif command -v chkconfig >/dev/null; then chkconfig --add hactl-agent >/dev/null 2>&1
      fi
    fi
    sync
    if supervised; then
      taken_over
      case $? in 0) return ;; 36) return 36 ;; esac
      rm -f /run/hactl/agent.sock
      kill -KILL "$child" || :
    else
      rm -f /run/hactl/agent.sock
      "$home/share/hactl-agent.init" restart || return 32
    fi
  fi
}
# The socket alone proves nothing: an agent binds it before it reads its state, where it may crash.
answers() {
  [ -S /run/hactl/agent.sock ] || return 1
  timeout 20 /opt/hactl/current/bin/hactl-agent ask '{"type":"hello"}' 2>/dev/null | grep -q '"type":"hello"' && return
  tries=$((tries + 30))
  return 1
}
listens() {
  tries=0
  until answers; do
    tries=$((tries + 1))
    [ $tries -lt "$1" ] || return 33
    sleep 0.5
  done
}
# 65: a newer agent wrote the state. Any other failure shows when the agent starts.
if [ -n "$before" ] && [ "$before" != "$digest" ] && [ "$downgrade" != allowed ]; then
  said=$(timeout 60 "/opt/hactl/$digest/bin/hactl-agent" check-state 2>/dev/null)
  [ $? != 65 ] || { echo "$said"; exit 34; }
fi
# Until the agent's unit is enabled, it looks as if an operator had disabled it.
: >/opt/hactl/.activating
[ "$before" = "$digest" ] || link "$digest" || exit 30
start "$digest" && listens 120
failed=$?
rm -f /opt/hactl/.activating
if [ $failed != 0 ]; then
  if [ $failed != 33 ]; then :
  elif [ -d /run/systemd/system ]; then systemctl --no-pager -l status hactl-agent.service 2>&1 | tail -n 15
  else tail -n 15 /var/log/hactl-agent.log 2>/dev/null
  fi
  if [ -n "$before" ] && [ "$before" != "$digest" ] && [ -e "/opt/hactl/$before/DIGEST" ]; then
    if [ $failed = 31 ] || [ $failed = 36 ]; then
      link "$before"
      if [ ! -d /run/systemd/system ] || units "$before"; then echo "the agent that ran before was not touched"
      else echo "the agent that ran before was not touched, but its units in /etc/systemd/system could not be put back"
      fi
    elif link "$before" && start "$before" && listens 60; then
      rm -rf "/opt/hactl/$digest"
      echo "the image that was current before, $before, runs again"
    else
      echo "the image that was current before, $before, does not come up either"
    fi
  fi
  exit $failed
fi
for image in /opt/hactl/*/DIGEST; do
  image=${image%/DIGEST} name=${image##*/}
  case $name in "*" | current | "$digest" | "$before") ;; *) rm -rf "$image" ;; esac
done
[ -z "${asked:-}" ] || echo "$how"

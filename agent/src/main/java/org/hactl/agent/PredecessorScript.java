package org.hactl.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hactl.agent.converge.role.Predecessor;
import org.hactl.module.ModuleException;
import org.hactl.module.command.ScriptCommand;
import org.hactl.module.command.ScriptResult;
import org.hactl.module.command.Scripts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives the other program by a shell script, which runs where all scripts run: under systemd in
 * the helper.
 *
 * <p>The script finds the processes by the service's pid file. A child of keepalived gets SIGTERM
 * when its parent dies, and would then give its role away: so all processes are frozen (SIGSTOP)
 * before one is killed.
 */
final class PredecessorScript implements Predecessor {
  private static final Logger log = LoggerFactory.getLogger(PredecessorScript.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final String SCRIPT =
      """
      verb=$1 record=$2 service=$3
      umask 077
      # A process that was killed keeps its name until its parent has asked for its exit status.
      runs() {
        read -r _ _ state _ 2>/dev/null <"/proc/$1/stat" || return 1
        case $state in
          Z | X) return 1 ;;
        esac
      }
      find_processes() {
        pid= children= name=
        for file in "/run/$service.pid" "/run/$service/$service.pid"; do
          name=
          [ -r "$file" ] && read -r pid <"$file" && runs "$pid" &&
            read -r name 2>/dev/null <"/proc/$pid/comm" || continue
          case $name in
            keepalived*) break ;;
          esac
        done
        case $name in
          keepalived*) ;;
          *) return 1 ;;
        esac
        for stat in /proc/[0-9]*/stat; do
          if read -r child _ _ parent _ 2>/dev/null <"$stat" && [ "$parent" = "$pid" ]; then
            children="$children $child"
          fi
        done
      }
      kill_all() {
        kill -s KILL $children "$pid"
        tries=0
        for process in $children "$pid"; do
          while runs "$process" && [ "$tries" -lt 100 ]; do
            sleep 0.05
            tries=$((tries + 1))
          done
        done
      }
      case $verb in
        freeze)
          find_processes || { echo "no $service runs on this host"; exit 1; }
          kind=process enabled=unknown
          if [ -d /run/systemd/system ] && systemctl -q is-active "$service"; then
            kind=systemd
            enabled=$(systemctl is-enabled "$service" 2>/dev/null)
          fi
          { echo "$kind ${enabled:-unknown} $service"; tr '\\000' '\\n' <"/proc/$pid/cmdline"; } \
            >"$record.new" || exit 1
          sync "$record.new" 2>/dev/null || sync
          mv "$record.new" "$record" || exit 1
          kill -s STOP "$pid" $children || { echo "$service cannot be frozen"; exit 1; }
          ;;
        end)
          find_processes && kill_all
          read -r kind _ <"$record" || exit 1
          if [ "$kind" = systemd ]; then
            systemctl stop "$service" && systemctl disable "$service" 2>&1 || exit 1
            systemctl reset-failed "$service" 2>/dev/null
          fi
          find_processes && { echo "$service runs again"; exit 1; }
          exit 0
          ;;
        back)
          {
            read -r kind enabled service
            set --
            while IFS= read -r word; do set -- "$@" "$word"; done
          } <"$record" || exit 1
          find_processes && kill_all
          if [ "$kind" = systemd ]; then
            if [ "$enabled" = enabled ]; then systemctl enable "$service" 2>&1 || exit 1; fi
            systemctl start "$service" 2>&1 || exit 1
          else
            setsid "$@" </dev/null >/dev/null 2>&1 &
            # What is still in this script's process group when the script ends is killed.
            tries=0
            until find_processes; do
              [ "$tries" -lt 200 ] || { echo "$service did not start within 10 s"; exit 1; }
              sleep 0.05
              tries=$((tries + 1))
            done
          fi
          rm -f "$record"
          ;;
      esac
      """;

  private final Scripts scripts;
  private final Path record;

  /**
   * @param record where the script notes how the service ran, in a folder that only root may write
   */
  PredecessorScript(Scripts scripts, Path record) {
    this.scripts = scripts;
    this.record = record;
  }

  @Override
  public void freeze(String service) throws IOException {
    run("freeze", service);
    log.atInfo().addKeyValue("service", service).log("frozen, to take its virtual routers over");
  }

  @Override
  public void end(String service) throws IOException {
    run("end", service);
    log.atInfo().addKeyValue("service", service).log("ended and disabled");
  }

  @Override
  public void comeBack() throws IOException {
    if (Files.exists(record)) {
      run("back", "");
      log.atInfo().log("the service that was taken over runs again");
    }
  }

  @Override
  public void forget() {
    try {
      Files.deleteIfExists(record);
    } catch (IOException e) {
      log.atWarn().addKeyValue("error", e.toString()).log("cannot remove " + record);
    }
  }

  private void run(String verb, String service) throws IOException {
    List<String> argv = List.of("/bin/sh", "-c", SCRIPT, "hactl", verb, record.toString(), service);
    try {
      ScriptResult result = scripts.run(new ScriptCommand(argv, Map.of(), null, TIMEOUT));
      if (result.timedOut() || result.exit() != 0) {
        throw new IOException(
            "taking over from another program (%s %s): %s"
                .formatted(
                    verb, service, result.timedOut() ? "it took over 60 s" : result.lastLine()));
      }
    } catch (ModuleException e) {
      throw new IOException(
          "taking over from another program (%s %s): %s".formatted(verb, service, e.getMessage()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the agent is stopping", e);
    }
  }
}

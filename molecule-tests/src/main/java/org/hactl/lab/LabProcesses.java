package org.hactl.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Processes of this machine, identified by pid and start time, because pids are reused. */
final class LabProcesses {
  private static final Duration KILL_TIMEOUT = Duration.ofSeconds(10);

  private LabProcesses() {}

  /**
   * A process as the lab's record names it.
   *
   * @param startTicks when it started, in clock ticks since boot (proc(5), field 22)
   */
  record Ref(long pid, long startTicks) {
    @Override
    public String toString() {
      return pid + " " + startTicks;
    }

    static Ref parse(String text) {
      String[] words = text.strip().split(" ");
      return new Ref(Long.parseLong(words[0]), Long.parseLong(words[1]));
    }
  }

  /** Values from /proc/PID/stat; {@code state} is {@code Z} for a zombie. */
  record Stat(long pid, char state, long session, long startTicks) {
    static Stat parse(String line) {
      int name = line.lastIndexOf(')'); // the name may itself hold spaces and brackets
      String[] rest = line.substring(name + 2).split(" ");
      return new Stat(
          Long.parseLong(line.substring(0, line.indexOf(' '))),
          rest[0].charAt(0),
          Long.parseLong(rest[3]),
          Long.parseLong(rest[19]));
    }

    Ref ref() {
      return new Ref(pid, startTicks);
    }

    boolean dead() {
      return state == 'Z' || state == 'X';
    }
  }

  static Optional<Stat> stat(long pid) {
    try {
      return Optional.of(Stat.parse(Files.readString(Path.of("/proc/" + pid + "/stat"))));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  static boolean isAlive(Ref ref) {
    return stat(ref.pid()).filter(s -> s.startTicks() == ref.startTicks() && !s.dead()).isPresent();
  }

  static Ref self() {
    return stat(ProcessHandle.current().pid()).orElseThrow().ref();
  }

  /** The processes in a network namespace, except this one and its ancestors. */
  static List<Stat> inNamespace(String namespace) {
    Set<Long> mine = new HashSet<>();
    for (Optional<ProcessHandle> p = Optional.of(ProcessHandle.current());
        p.isPresent();
        p = p.get().parent()) {
      mine.add(p.get().pid());
    }
    ExecResult pids = LocalProgram.of("ip", "netns", "pids", namespace).run();
    return pids.out()
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .map(Long::parseLong)
        .filter(pid -> !mine.contains(pid))
        .flatMap(pid -> stat(pid).stream())
        .filter(stat -> !stat.dead())
        .toList();
  }

  /** Kills every process in a network namespace and waits for their end. */
  static void killNamespace(String namespace) {
    killUntilGone(namespace, () -> inNamespace(namespace));
  }

  /**
   * Kills a session of a namespace: a guest kernel and its helpers, which survive its death and
   * would hold its network device. If the leader's start time differs, its pid was reused by
   * another program, and the session is left alone.
   */
  static void killSession(String namespace, Ref leader) {
    killUntilGone(
        "guest " + leader.pid(),
        () ->
            Stream.concat(
                    // A process leaves its namespace a little before it has ended.
                    stat(leader.pid()).filter(p -> p.ref().equals(leader) && !p.dead()).stream(),
                    inNamespace(namespace).stream()
                        .filter(p -> p.session() == leader.pid() && p.pid() != leader.pid())
                        .filter(p -> p.startTicks() >= leader.startTicks()))
                .toList());
  }

  private static void killUntilGone(
      String what, java.util.function.Supplier<List<Stat>> processes) {
    boolean gone =
        Poll.until(
            KILL_TIMEOUT,
            Duration.ofMillis(20),
            () -> {
              List<Stat> left = processes.get();
              left.forEach(LabProcesses::kill);
              return left.isEmpty();
            });
    if (!gone) {
      throw new LabException(
          "%s: these processes cannot be killed: %s"
              .formatted(what, processes.get().stream().map(Stat::pid).toList()));
    }
  }

  private static void kill(Stat process) {
    ProcessHandle.of(process.pid())
        .filter(handle -> isAlive(process.ref()))
        .ifPresent(ProcessHandle::destroyForcibly);
  }
}

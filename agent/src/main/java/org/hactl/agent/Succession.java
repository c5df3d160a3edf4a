package org.hactl.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.hactl.agent.converge.Core;
import org.hactl.agent.engines.EngineState;
import org.hactl.agent.engines.HostEngines;
import org.hactl.agent.log.LogFormat;
import org.hactl.agent.report.Reporter;
import org.hactl.agent.takeover.Predecessor;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.socket.NotifySocket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running agent, as a process that takes over from it sees it. */
final class Succession implements Predecessor {
  private static final Logger log = LoggerFactory.getLogger(Succession.class);

  private final Core core;
  private final HostEngines engines;
  private final Reporter reporter;

  /** Where systemd listens; null without systemd. */
  private final @Nullable String notifySocket = System.getenv("NOTIFY_SOCKET");

  /** The file in which {@code hactl-supervise} looks; null under systemd. */
  private final @Nullable String supervisor = System.getenv("HACTL_SUPERVISED");

  private CountDownLatch frozen = new CountDownLatch(0);

  Succession(Core core, HostEngines engines, Reporter reporter) {
    this.core = core;
    this.engines = engines;
    this.reporter = reporter;
  }

  /**
   * Whether another process can become the agent: the service manager has to look after it then.
   */
  static boolean isPossible() {
    return System.getenv("NOTIFY_SOCKET") != null || System.getenv("HACTL_SUPERVISED") != null;
  }

  @Override
  public Optional<String> standStill() {
    Optional<String> refusal = core.standstill().begin();
    if (refusal.isPresent()) {
      return refusal;
    }
    refusal = engines.handOverRequests().standStill();
    if (refusal.isPresent()) {
      core.standstill().end();
    }
    return refusal;
  }

  @Override
  public EngineState freeze() {
    frozen = new CountDownLatch(1);
    return engines.freeze(frozen);
  }

  @Override
  public void goOn() {
    frozen.countDown();
    engines.handOverRequests().goOn();
    core.standstill().end();
  }

  @Override
  public void end(long pid) {
    ProcessHandle.of(pid)
        .ifPresent(process -> {
          var _ = process.destroyForcibly();
          process.onExit().join();
        });
  }

  @Override
  public void name(long pid) {
    try {
      if (supervisor != null) {
        Files.writeString(Path.of(supervisor), pid + "\n");
      }
      if (notifySocket != null) {
        NotifySocket.send(notifySocket, "MAINPID=" + pid);
      }
    } catch (LinuxException | IOException e) {
      log.atError()
          .addKeyValue("error", e.getMessage())
          .log("cannot tell the service manager which process is the agent now; it starts another");
    }
  }

  @Override
  public void leave() {
    log.atInfo().log("another process of the agent has taken over; this one ends");
    try {
      reporter.stopping();
      reporter.close();
      LogFormat.flush();
    } finally {
      Runtime.getRuntime().halt(0);
    }
  }
}

package org.hactl.agent;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import org.hactl.agent.converge.HostModules;
import org.hactl.agent.helper.HelperServer;
import org.hactl.agent.helper.HelperWork;
import org.hactl.host.HostJson;
import org.hactl.host.Kinds;
import org.hactl.linux.netlink.Modprobe;
import org.hactl.linux.watch.ProcSysctls;
import org.hactl.module.command.ScriptRunner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The process that a helper runs in. systemd starts it when the agent connects to its socket. */
final class HelperProcess {
  private static final Logger log = LoggerFactory.getLogger(HelperProcess.class);

  /** Longer than the usual interval of the drift schedule would keep it alive for ever. */
  static final Duration IDLE = Duration.ofSeconds(10);

  private HelperProcess() {}

  /**
   * Answers on the socket that is its standard input, until nothing was asked for some time.
   *
   * @throws IOException also where standard input is no listening socket
   */
  static void run(AgentOptions options) throws IOException {
    Channel inherited = System.inheritedChannel();
    if (!(inherited instanceof ServerSocketChannel socket)) {
      throw new IOException(
          "its standard input is no listening socket; systemd starts it: systemctl start"
              + " hactl-helper.socket");
    }
    log.atDebug().log("helper started");
    try (socket) {
      server(socket, options, HostJson.mapper(Kinds.namedTypes())).run();
    }
    log.atDebug().log("helper ends");
  }

  static HelperServer server(ServerSocketChannel socket, AgentOptions options, ObjectMapper mapper)
      throws IOException {
    HelperWork work =
        new HelperWork(
            progress -> HostModules.software(options.stateDir(), progress),
            new ScriptRunner(options.runFolder().resolve("scripts")),
            Modprobe::ipvs,
            new ProcSysctls());
    return new HelperServer(socket, mapper, Build.current().runtimeDigest(), work, IDLE);
  }
}

package org.hactl.health.probe;

import java.net.Socket;
import java.time.InstantSource;
import org.hactl.module.ModuleException;
import org.hactl.module.command.Scripts;

/**
 * What checkers use of the host.
 *
 * @param wallClock tells how long a certificate is valid
 */
public record Means(
    SocketSource sockets,
    InstantSource wallClock,
    Echoes echoes,
    ScriptRuns scripts,
    Neighbours neighbours,
    VipWays vipWays,
    SourcePorts sourcePorts)
    implements AutoCloseable {
  private static final Scripts NO_SCRIPTS =
      script -> {
        throw new ModuleException("scripts are run by the agent's own checks alone");
      };

  /** Without a way to a VIP through a real server. */
  public Means(
      SocketSource sockets,
      InstantSource wallClock,
      Echoes echoes,
      ScriptRuns scripts,
      Neighbours neighbours) {
    this(sockets, wallClock, echoes, scripts, neighbours, VipWays.NONE, new SourcePorts());
  }

  public static Means ofHost(Scripts scripts, Neighbours neighbours, VipWays vipWays) {
    return new Means(
        Socket::new,
        InstantSource.system(),
        new RawEchoes(),
        new ScriptRuns(scripts),
        neighbours,
        vipWays,
        new SourcePorts());
  }

  /** For checks that run no script, and know no BFD session. */
  public static Means withoutScripts(SocketSource sockets) {
    return new Means(
        sockets,
        InstantSource.system(),
        new RawEchoes(),
        new ScriptRuns(NO_SCRIPTS),
        Neighbours.NONE);
  }

  @Override
  public void close() {
    echoes.close();
  }
}

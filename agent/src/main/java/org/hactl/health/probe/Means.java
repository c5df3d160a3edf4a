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
    Neighbours neighbours)
    implements AutoCloseable {
  private static final Scripts NO_SCRIPTS =
      script -> {
        throw new ModuleException("scripts are run by the agent's own checks alone");
      };

  public static Means ofHost(Scripts scripts, Neighbours neighbours) {
    return new Means(
        Socket::new, InstantSource.system(), new RawEchoes(), new ScriptRuns(scripts), neighbours);
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

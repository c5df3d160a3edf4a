package org.hactl.control;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.control.host.AgentClient;
import org.hactl.control.host.HostException;
import org.hactl.ssh.DuplexStream;

/** A host that sends the same bytes whatever the request. */
public final class SaidBytes {
  private SaidBytes() {}

  public static DuplexStream of(InputStream said) {
    return new DuplexStream(said, OutputStream.nullOutputStream(), () -> {});
  }

  public static DuplexStream of(byte[] said) {
    return of(new ByteArrayInputStream(said));
  }

  /** The answers of a correct agent to the requests of {@link #askAll}. */
  public static byte[] answers() {
    List<Reply> replies =
        List.of(
            new Reply.Hello(1, "0.1.0", "d", 3, "d", 0),
            new Reply.Progress("applied", null, true),
            new Reply.Pulse(0),
            new Reply.Drift(List.of()),
            new Reply.Failed("busy", "try again"),
            new Reply.Status(Statuses.ofServices("lvs1", List.of())));
    StringBuilder lines = new StringBuilder();
    replies.forEach(reply -> lines.append(FakeAgent.PROTOCOL.write(reply)).append('\n'));
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Sends every kind of request. Whatever the host answers, the only exception may be a {@link
   * HostException}.
   */
  public static void askAll(byte[] said) {
    try (AgentClient agent = new AgentClient(of(said), FakeAgent.PROTOCOL)) {
      agent.hello();
      agent.events(new Request.Events(5, 0, false), _ -> {});
      agent.ask(new Request.Status(false), Reply.Status.class, _ -> {});
      agent.ask(new Request.Drift(5), Reply.Drift.class, _ -> {});
    } catch (HostException e) {
      // Allowed: the failure of this host.
    }
  }
}

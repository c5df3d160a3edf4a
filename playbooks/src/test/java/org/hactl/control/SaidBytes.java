package org.hactl.control;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.ssh.DuplexStream;

/** A host that says these bytes, whatever it is asked. */
final class SaidBytes {
  private SaidBytes() {}

  static DuplexStream of(InputStream said) {
    return new DuplexStream(said, OutputStream.nullOutputStream(), () -> {});
  }

  static DuplexStream of(byte[] said) {
    return of(new ByteArrayInputStream(said));
  }

  /** An agent's answers to all that a fuzzer asks. */
  static byte[] answers() {
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

  /** Asks everything; whatever the host says, nothing but its own failure may come of it. */
  static void askAll(byte[] said) {
    try (AgentClient agent = new AgentClient(of(said), FakeAgent.PROTOCOL)) {
      agent.hello();
      agent.events(new Request.Events(5, 0, false), _ -> {});
      agent.ask(new Request.Status(), Reply.Status.class, _ -> {});
      agent.ask(new Request.Drift(5), Reply.Drift.class, _ -> {});
    } catch (HostException e) {
      // That host's failure.
    }
  }
}

package org.hactl.control.host;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hactl.api.HostStatus;
import org.hactl.api.Protocol;
import org.hactl.api.ProtocolException;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.ssh.DuplexStream;
import org.hactl.ssh.Watchdog;

/** Sends requests to one agent over one connection, one after the other. */
public final class AgentClient implements AutoCloseable {
  private final DuplexStream duplex;
  private final Protocol protocol;
  private final Function<Request, AgentTimeouts> timeouts;
  private final Watchdog.Pause pause;
  private final AnswerLines in;
  private boolean ended;

  public AgentClient(DuplexStream duplex, Protocol protocol) {
    this(duplex, protocol, AgentTimeouts::of);
  }

  /** A client that lets its limits pass by another clock. */
  public static AgentClient pausing(DuplexStream duplex, Protocol protocol, Watchdog.Pause pause) {
    return new AgentClient(duplex, protocol, AgentTimeouts::of, pause);
  }

  public AgentClient(
      DuplexStream duplex, Protocol protocol, Function<Request, AgentTimeouts> timeouts) {
    this(duplex, protocol, timeouts, Thread::sleep);
  }

  private AgentClient(
      DuplexStream duplex,
      Protocol protocol,
      Function<Request, AgentTimeouts> timeouts,
      Watchdog.Pause pause) {
    this.duplex = duplex;
    this.protocol = protocol;
    this.timeouts = timeouts;
    this.pause = pause;
    this.in = new AnswerLines(duplex.in());
  }

  /** Whether the connection ended before the answer: no agent is at the other end. */
  public boolean ended() {
    return ended;
  }

  /** Asks the agent for its version and protocol; works with every version of the protocol. */
  public Reply.Hello whoIsThere() throws HostException {
    return ask(new Request.Hello(), Reply.Hello.class, _ -> {});
  }

  public Reply.Hello hello() throws HostException {
    Reply.Hello hello = whoIsThere();
    requireOurProtocol(hello);
    return hello;
  }

  /** What the agent says about its host. */
  public HostStatus status() throws HostException {
    return ask(new Request.Status(false), Reply.Status.class, _ -> {}).status();
  }

  /** Likewise, without its virtual services if they have all their real servers. */
  public HostStatus briefStatus() throws HostException {
    return ask(new Request.Status(true), Reply.Status.class, _ -> {}).status();
  }

  /** Whether the host reaches a VIP. */
  public Reply.Probe reach(String vip) throws HostException {
    return ask(new Request.Reach(vip), Reply.Probe.class, _ -> {});
  }

  /**
   * Asks the master of a virtual router to hand it over.
   *
   * @param who asks, in the form {@code ann@desk}
   */
  public Reply.Done handOver(String router, String who) throws HostException {
    return ask(new Request.HandOver(router, who), Reply.Done.class, _ -> {});
  }

  public static void requireOurProtocol(Reply.Hello hello) throws HostException {
    if (hello.protocol() != Protocol.VERSION) {
      throw HostException.failed(
          "the agent speaks protocol %d, this hactl %d"
              .formatted(hello.protocol(), Protocol.VERSION),
          "run `hactl apply`: it installs the agent of this hactl version");
    }
  }

  /**
   * Sends a request and waits for its closing reply.
   *
   * @throws HostException if the agent refuses, answers something else, or is gone
   */
  public <R extends Reply> R ask(
      Request request, Class<R> expected, Consumer<Reply.Progress> progress) throws HostException {
    return converse(
        request,
        reply -> {
          if (reply instanceof Reply.Progress step) {
            progress.accept(step);
            return Optional.empty();
          }
          return Optional.of(ClosingReply.of(reply, expected, request));
        });
  }

  /**
   * Requests events. Returns after the past events, or, if new events are requested too, never.
   *
   * @param sink gets each event and each pulse
   * @throws HostException if the agent refuses or is gone
   */
  public void events(Request.Events request, Consumer<Reply> sink) throws HostException {
    var _ =
        converse(
            request,
            reply ->
                switch (reply) {
                  case Reply.Happened happened -> {
                    sink.accept(happened);
                    yield Optional.empty();
                  }
                  case Reply.Pulse pulse -> {
                    sink.accept(pulse);
                    in.begin();
                    yield request.follow() ? Optional.empty() : Optional.of(pulse);
                  }
                  default -> Optional.of(ClosingReply.of(reply, Reply.Pulse.class, request));
                });
  }

  /** Takes the replies to one request, until one of them is the last. */
  private interface Listener<R> {
    Optional<R> hear(Reply reply) throws HostException;
  }

  private <R> R converse(Request request, Listener<R> listener) throws HostException {
    AgentTimeouts limits = timeouts.apply(request);
    try (Watchdog total =
        Watchdog.after(
            limits.total().orElse(ChronoUnit.FOREVER.getDuration()), pause, duplex::close)) {
      try {
        return converse(request, limits.silence(), listener);
      } catch (HostException e) {
        throw total.fired() ? late(request, "finish", limits.total().orElseThrow()) : e;
      }
    }
  }

  private <R> R converse(Request request, Duration silence, Listener<R> listener)
      throws HostException {
    try {
      in.begin();
      send(request, silence);
      for (Optional<String> line = next(request, silence);
          line.isPresent();
          line = next(request, silence)) {
        Optional<R> last = listener.hear(protocol.readReply(line.get()));
        if (last.isPresent()) {
          return last.get();
        }
      }
      throw gone(request, "the connection to the agent ended");
    } catch (AnswerLines.TooLongException e) {
      throw HostException.failed(
          "while asked to %s: the agent's answer is longer than any answer can be: %s"
              .formatted(RequestWords.verb(request), e.getMessage()),
          "another program answers on that host, or the agent is damaged: look at the host first");
    } catch (IOException e) {
      throw gone(request, String.valueOf(e.getMessage()));
    } catch (ProtocolException e) {
      throw unreadable(e);
    }
  }

  private void send(Request request, Duration silence) throws IOException, HostException {
    byte[] line = (protocol.write(request) + "\n").getBytes(StandardCharsets.UTF_8);
    if (line.length > Protocol.MAX_LINE_BYTES) {
      throw HostException.failed(
          "the request to %s has %d bytes; the agent accepts at most %d"
              .formatted(RequestWords.verb(request), line.length, Protocol.MAX_LINE_BYTES),
          "install large files with a package, or with a command that fetches them");
    }
    var _ =
        within(
            request,
            silence,
            () -> {
              duplex.out().write(line);
              duplex.out().flush();
              return Optional.of("sent");
            });
  }

  private Optional<String> next(Request request, Duration silence)
      throws IOException, HostException {
    return within(request, silence, in::next);
  }

  private interface Talk {
    Optional<String> once() throws IOException;
  }

  /** An agent that hangs neither reads nor writes, and does not close the connection. */
  private Optional<String> within(Request request, Duration limit, Talk talk)
      throws IOException, HostException {
    try (Watchdog watchdog = Watchdog.after(limit, pause, duplex::close)) {
      try {
        Optional<String> said = talk.once();
        if (said.isPresent() || !watchdog.fired()) {
          return said;
        }
      } catch (IOException e) {
        if (!watchdog.fired()) {
          throw e;
        }
      }
    }
    throw late(request, "answer", limit);
  }

  private static HostException late(Request request, String what, Duration limit) {
    return new HostException(
        HostException.RecapColumn.UNREACHABLE,
        "while asked to %s: the agent did not %s within %s s"
            .formatted(
                RequestWords.verb(request),
                what,
                BigDecimal.valueOf(limit.toMillis(), 3).stripTrailingZeros().toPlainString()),
        "on that host: systemctl status hactl-agent");
  }

  private static HostException unreadable(ProtocolException e) {
    return HostException.failed(
        "the agent's answer cannot be read: " + e.getMessage(),
        ShellNoise.NEXT_STEP + "; an agent of another version is replaced by `hactl apply`");
  }

  private HostException gone(Request request, String why) {
    ended = true;
    String next =
        request instanceof Request.Apply || request instanceof Request.Return
            ? "the agent completes the change or rolls it back; run apply again"
            : "on that host: systemctl status hactl-agent";
    return new HostException(
        HostException.RecapColumn.UNREACHABLE,
        "while asked to %s: %s".formatted(RequestWords.verb(request), why),
        next);
  }

  @Override
  public void close() {
    duplex.close();
  }
}

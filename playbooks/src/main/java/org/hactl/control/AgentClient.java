package org.hactl.control;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.hactl.agent.api.Protocol;
import org.hactl.agent.api.ProtocolException;
import org.hactl.agent.api.Reply;
import org.hactl.agent.api.Request;
import org.hactl.ssh.Duplex;

/** Asks one agent over one connection, one request after the other. */
public final class AgentClient implements AutoCloseable {
  private final Duplex duplex;
  private final Protocol protocol;
  private final BufferedReader in;

  public AgentClient(Duplex duplex, Protocol protocol) {
    this.duplex = duplex;
    this.protocol = protocol;
    this.in = new BufferedReader(new InputStreamReader(duplex.in(), StandardCharsets.UTF_8));
  }

  Reply.Hello hello() throws HostException {
    Reply.Hello hello = ask(new Request.Hello(), Reply.Hello.class, _ -> {});
    if (hello.protocol() != Protocol.VERSION) {
      throw HostException.failed(
          "the agent speaks protocol %d, this hactl %d"
              .formatted(hello.protocol(), Protocol.VERSION),
          "run `hactl apply`: it brings the agent that belongs to this hactl");
    }
    return hello;
  }

  /**
   * Sends a request and waits for its closing reply.
   *
   * @throws HostException where the agent refuses, answers something else, or is gone
   */
  public <R extends Reply> R ask(
      Request request, Class<R> expected, Consumer<Reply.Progress> progress) throws HostException {
    try {
      send(request);
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        Reply reply = protocol.readReply(line);
        if (reply instanceof Reply.Progress step) {
          progress.accept(step);
        } else {
          return closing(reply, expected, request);
        }
      }
      throw gone(request, "the connection to the agent ended");
    } catch (IOException e) {
      throw gone(request, String.valueOf(e.getMessage()));
    } catch (ProtocolException e) {
      throw unreadable(e);
    }
  }

  /**
   * Asks for events, and returns when the past is told, or never where they are followed.
   *
   * @param sink takes each event, and each pulse
   * @throws HostException where the agent refuses or is gone
   */
  void events(Request.Events request, Consumer<Reply> sink) throws HostException {
    try {
      send(request);
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        Reply reply = protocol.readReply(line);
        switch (reply) {
          case Reply.Happened happened -> sink.accept(happened);
          case Reply.Pulse pulse -> {
            sink.accept(pulse);
            if (!request.follow()) {
              return;
            }
          }
          default -> closing(reply, Reply.Pulse.class, request);
        }
      }
      throw gone(request, "the connection to the agent ended");
    } catch (IOException e) {
      throw gone(request, String.valueOf(e.getMessage()));
    } catch (ProtocolException e) {
      throw unreadable(e);
    }
  }

  private void send(Request request) throws IOException {
    duplex.out().write((protocol.write(request) + "\n").getBytes(StandardCharsets.UTF_8));
    duplex.out().flush();
  }

  private static HostException unreadable(ProtocolException e) {
    return HostException.failed(
        "the agent's answer cannot be read: " + e.getMessage(),
        "run `hactl apply`: it brings the agent that belongs to this hactl");
  }

  private static <R extends Reply> R closing(Reply reply, Class<R> expected, Request request)
      throws HostException {
    if (expected.isInstance(reply)) {
      return expected.cast(reply);
    }
    if (reply instanceof Reply.Failed failed) {
      throw HostException.failed(
          "the agent refuses to %s: %s (%s)"
              .formatted(verb(request), failed.message(), failed.code()),
          "journalctl -u hactl-agent on that host tells more");
    }
    throw HostException.failed(
        "the agent answered a %s to a %s"
            .formatted(reply.getClass().getSimpleName(), request.getClass().getSimpleName()),
        "run `hactl apply`: it brings the agent that belongs to this hactl");
  }

  private static HostException gone(Request request, String why) {
    String next =
        request instanceof Request.Apply
            ? "the agent ends or undoes what it began by itself; run apply again"
            : "on that host: systemctl status hactl-agent";
    return new HostException(
        HostException.Kind.UNREACHABLE,
        "while asked to %s: %s".formatted(verb(request), why),
        next);
  }

  private static String verb(Request request) {
    return switch (request) {
      case Request.Hello _ -> "say who it is";
      case Request.Plan _ -> "plan";
      case Request.Apply _ -> "apply";
      case Request.Confirm _ -> "confirm";
      case Request.Rollback _ -> "roll back";
      case Request.Status _ -> "tell its status";
      case Request.Drift _ -> "tell its drift";
      case Request.Events _ -> "tell its events";
      case Request.Probe _ -> "probe a service";
    };
  }

  @Override
  public void close() {
    duplex.close();
  }
}

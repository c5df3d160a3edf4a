package org.hactl.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hactl.api.DriftEntry;
import org.hactl.api.Event;
import org.hactl.api.HostStatus;
import org.hactl.api.LineReader;
import org.hactl.api.Protocol;
import org.hactl.api.ProtocolException;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.api.SiteVersion;
import org.hactl.host.HostJson;
import org.hactl.host.HostState;
import org.hactl.host.Kinds;

/** Sends requests to an agent over its socket. */
public record AgentClient(Path socket) {
  private static final ObjectMapper MAPPER = HostJson.mapper(Kinds.namedTypes());
  private static final int MANY = 1_000;

  /** Runs an agent in this process, as in a guest. */
  static void startAgent(Path socket) {
    Thread.ofPlatform()
        .name("agent")
        .start(() ->
            AgentMain.main(
                new String[] {
                  "run", "--state-dir", "/run/hactl/state", "--socket", socket.toString()
                }));
  }

  Reply.Hello hello() throws IOException {
    return (Reply.Hello) ask(new Request.Hello());
  }

  boolean answers() {
    try {
      return hello().protocol() == Protocol.VERSION;
    } catch (IOException e) {
      return false;
    }
  }

  /** A version of a site with these hosts. */
  static SiteVersion version(long serial, HostState... hosts) {
    Map<String, String> members =
        Stream.of(hosts)
            .collect(Collectors.toMap(HostState::host, each -> HostJson.digest(MAPPER, each)));
    return new SiteVersion("shop", serial, "", false, "ann@desk", 1, members, List.of());
  }

  Reply.Applied apply(HostState state) throws IOException {
    return (Reply.Applied) ask(new Request.Apply(state, 60_000));
  }

  Reply.Applied apply(HostState state, SiteVersion version) throws IOException {
    return (Reply.Applied) ask(new Request.Apply(state, 60_000, version));
  }

  void confirm(HostState state) throws IOException {
    Reply.Applied applied = apply(state);
    assertThat(applied.errors()).isEmpty();
    confirm(applied);
  }

  void confirm(Reply.Applied applied) throws IOException {
    assertThat(ask(new Request.Confirm(applied.generation()))).isInstanceOf(Reply.Hello.class);
  }

  HostStatus status() throws IOException {
    return ((Reply.Status) ask(new Request.Status(false))).status();
  }

  HostStatus.RouterView router(String name) throws IOException {
    return status().routers().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** The drift entries, newest first. */
  List<DriftEntry> drift() throws IOException {
    return ((Reply.Drift) ask(new Request.Drift(MANY))).entries();
  }

  /** The events of one type so far, oldest first. */
  <T extends Event> List<T> events(Class<T> kind) throws IOException {
    return events(new Request.Events(MANY, 0, false)).stream()
        .filter(kind::isInstance)
        .map(kind::cast)
        .toList();
  }

  /** The events so far, oldest first. */
  List<Event> events(Request.Events request) throws IOException {
    return replies(protocol().write(request)).stream()
        .filter(Reply.Happened.class::isInstance)
        .map(each -> ((Reply.Happened) each).event())
        .toList();
  }

  /** The last reply to a request. */
  Reply ask(Request request) throws IOException {
    return say(protocol().write(request));
  }

  /** The last reply to a line that need not be a request. */
  Reply say(String line) throws IOException {
    return replies(line).getLast();
  }

  private List<Reply> replies(String line) throws IOException {
    try (Conversation conversation = begin(line)) {
      List<Reply> replies = new ArrayList<>();
      do {
        replies.add(conversation.next());
      } while (replies.getLast() instanceof Reply.Progress
          || replies.getLast() instanceof Reply.Happened);
      return replies;
    }
  }

  /** Sends a request and lets the caller read its replies one by one. */
  Conversation begin(Request request) throws IOException {
    return begin(protocol().write(request));
  }

  private Conversation begin(String line) throws IOException {
    SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(line + "\n");
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    return new Conversation(channel, new LineReader(channel, Protocol.MAX_LINE_BYTES));
  }

  /** The replies to one request, in the order of their arrival. */
  record Conversation(SocketChannel channel, LineReader lines) implements AutoCloseable {
    Reply next() throws IOException {
      try {
        return protocol().readReply(lines.next().orElseThrow());
      } catch (ProtocolException e) {
        throw new IOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  private static Protocol protocol() {
    return new Protocol(MAPPER);
  }
}

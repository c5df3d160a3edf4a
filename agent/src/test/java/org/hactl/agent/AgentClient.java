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
import org.hactl.agent.api.Event;
import org.hactl.agent.api.HostStatus;
import org.hactl.agent.api.Protocol;
import org.hactl.agent.api.ProtocolException;
import org.hactl.agent.api.Reply;
import org.hactl.agent.api.Request;
import org.hactl.host.HostJson;
import org.hactl.host.HostState;
import org.hactl.host.Kinds;

/** Talks to an agent over its socket. */
record AgentClient(Path socket) {
  private static final ObjectMapper MAPPER = HostJson.mapper(Kinds.namedTypes());
  private static final int MANY = 1_000;

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

  void confirm(HostState state) throws IOException {
    Reply.Applied applied = (Reply.Applied) ask(new Request.Apply(state, 60_000));
    assertThat(applied.errors()).isEmpty();
    assertThat(ask(new Request.Confirm(applied.generation()))).isInstanceOf(Reply.Hello.class);
  }

  HostStatus status() throws IOException {
    return ((Reply.Status) ask(new Request.Status())).status();
  }

  HostStatus.RouterView router(String name) throws IOException {
    return status().routers().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** What has happened so far of one kind, oldest first. */
  <T extends Event> List<T> events(Class<T> kind) throws IOException {
    List<Reply> replies = replies(new Request.Events(MANY, 0, false));
    return replies.stream()
        .filter(Reply.Happened.class::isInstance)
        .map(each -> ((Reply.Happened) each).event())
        .filter(kind::isInstance)
        .map(kind::cast)
        .toList();
  }

  /** The closing reply. */
  Reply ask(Request request) throws IOException {
    return replies(request).getLast();
  }

  private List<Reply> replies(Request request) throws IOException {
    Protocol protocol = new Protocol(MAPPER);
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(protocol.write(request) + "\n");
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      LineReader lines = new LineReader(channel, ApiServer.MAX_LINE_BYTES);
      List<Reply> replies = new ArrayList<>();
      do {
        replies.add(protocol.readReply(lines.next().orElseThrow()));
      } while (replies.getLast() instanceof Reply.Progress
          || replies.getLast() instanceof Reply.Happened);
      return replies;
    } catch (ProtocolException e) {
      throw new IOException(e);
    }
  }
}

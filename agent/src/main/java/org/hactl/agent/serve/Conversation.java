package org.hactl.agent.serve;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import org.hactl.api.LineReader;
import org.hactl.api.Protocol;
import org.hactl.api.ProtocolException;
import org.hactl.api.Reply;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the requests of one connection, one after the other. An error of a request, even a lack of
 * memory, fails only that request.
 */
final class Conversation implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Conversation.class);

  /**
   * How long a request may take to arrive: a client that stops in the middle of a large request
   * would keep others waiting.
   */
  private static final Duration ARRIVAL = Duration.ofMinutes(2);

  private static final Duration READING = Duration.ofMinutes(1);

  private final SocketChannel peer;
  private final Protocol protocol;
  private final Admission admission;
  private final LineReader lines;
  private final LineWriter answers;
  private final Lines sink = new Lines();
  private Admission.@Nullable Ticket ticket;
  private @Nullable Thread watchdog;

  Conversation(SocketChannel peer, Protocol protocol, Admission admission) {
    this.peer = peer;
    this.protocol = protocol;
    this.admission = admission;
    this.lines = new LineReader(peer, Protocol.MAX_LINE_BYTES, this::admit);
    this.answers = new LineWriter(peer);
  }

  void serve(RequestHandler requests) throws IOException, InterruptedException {
    try {
      while (serveNext(requests)) {
        if (ticket != null) {
          answers.awaitWritten(READING);
          leave();
        }
      }
    } catch (LineReader.LineTooLongException e) {
      answers.send(
          protocol.write(new Reply.Failed("line-too-long", String.valueOf(e.getMessage()))));
    } finally {
      requests.ended(sink);
    }
  }

  /** Serves the next request. Returns false at the end of the connection. */
  private boolean serveNext(RequestHandler requests) throws IOException {
    try {
      Optional<String> line = lines.next();
      stopWatching();
      if (line.isPresent()) {
        if (ticket != null) {
          ticket.shrink(line.get().length());
        }
        answers.send(answer(line.get(), requests));
      }
      return line.isPresent();
    } catch (LineReader.LineRefusedException e) {
      answers.send(protocol.write(new Reply.Failed("busy", String.valueOf(e.getMessage()))));
      return true;
    }
  }

  private String answer(String line, RequestHandler requests) {
    try {
      return protocol.write(requests.handle(protocol.readRequest(line), sink));
    } catch (ProtocolException e) {
      return failed(Reply.Failed.UNKNOWN_REQUEST, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      log.atError().setCause(e).log("a request failed because of a bug in hactl");
      return failed("internal", "internal error on this host, see the agent's log: " + e);
    } catch (OutOfMemoryError | StackOverflowError e) {
      log.atError()
          .addKeyValue("bytes", line.length())
          .addKeyValue("error", e.toString())
          .log("a request needed more memory than there is");
      return failed("too-large", "this request needs more memory than the agent has: " + e);
    }
  }

  private String failed(String code, String message) {
    return protocol.write(new Reply.Failed(code, message));
  }

  private boolean admit() throws InterruptedException {
    ticket = admission.enter().orElse(null);
    if (ticket != null) {
      watchdog = Thread.ofVirtual().name("api-watchdog").start(this::hangUpLater);
    }
    return ticket != null;
  }

  private void hangUpLater() {
    try {
      Thread.sleep(ARRIVAL);
      log.atWarn().log("a client did not end its request in time; its connection is closed");
      peer.close();
    } catch (InterruptedException e) {
      // The request has arrived.
    } catch (IOException e) {
      log.atDebug().addKeyValue("error", e.getMessage()).log("cannot close a connection");
    }
  }

  private void stopWatching() {
    if (watchdog != null) {
      watchdog.interrupt();
      watchdog = null;
    }
  }

  private void leave() {
    if (ticket != null) {
      ticket.close();
      ticket = null;
    }
  }

  /** Sends the answers that are still waiting. */
  @Override
  public void close() throws InterruptedException {
    stopWatching();
    leave();
    answers.finish();
  }

  private final class Lines implements ReplySink {
    @Override
    public boolean offer(Reply reply) {
      return answers.offer(protocol.write(reply));
    }

    @Override
    public boolean awaitGone(Duration limit) throws InterruptedException {
      return answers.awaitGone(limit);
    }
  }
}

package org.hactl.agent.takeover;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import org.hactl.agent.engines.EngineState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The new process's side of the dialogue. */
public final class Successor {
  private static final Logger log = LoggerFactory.getLogger(Successor.class);

  /** The old process may wait for the end of a pass before it answers. */
  private static final Duration ANSWER = Duration.ofSeconds(15);

  /** What the new process does. */
  public interface Agent {
    /** Reads the state folder, and makes everything that the engines need; changes nothing. */
    void prepare() throws IOException;

    /** Starts the engines in this state; the roles are this process's when it returns. */
    void takeOver(EngineState from) throws IOException;
  }

  /** The old process goes on, for this reason. */
  public static final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    RefusedException(String why) {
      super(why);
    }
  }

  /** No agent answers that could hand over. */
  public static final class AbsentException extends IOException {
    private static final long serialVersionUID = 1L;

    AbsentException(Path socket, IOException cause) {
      super("no agent answers on " + socket + ": " + cause.getMessage(), cause);
    }
  }

  private Successor() {}

  /**
   * Takes over from the agent that listens on this socket. When it fails, this process must end.
   *
   * @param pid of this process
   * @param image the digest of its runtime image
   * @throws RefusedException if the old process may not hand over now
   * @throws AbsentException if no process listens
   * @throws IOException for any other failure; the old process goes on
   */
  public static void run(Path socket, ObjectMapper mapper, long pid, String image, Agent agent)
      throws IOException {
    try (SocketChannel channel = connect(socket);
        Wire wire = new Wire(channel, mapper)) {
      wire.write(new Message.Ask(Message.PROTOCOL, pid, image));
      awaitAnswer(wire, socket);
      agent.prepare();
      wire.write(new Message.Ready());
      EngineState from = expect(wire, Message.State.class).engines();
      long begun = System.nanoTime();
      agent.takeOver(from);
      long took = System.nanoTime() - begun;
      say(new Message.Taken(), wire);
      awaitEnd(wire);
      log.atInfo()
          .addKeyValue("routers", from.routers().size())
          .addKeyValue("engines_started_ms", took / 1_000_000)
          .log("took over from another process of the agent");
    }
  }

  private static SocketChannel connect(Path socket) throws IOException {
    try {
      return SocketChannel.open(UnixDomainSocketAddress.of(socket));
    } catch (SocketException e) {
      throw new AbsentException(socket, e);
    }
  }

  private static void awaitAnswer(Wire wire, Path socket) throws IOException {
    try {
      expect(wire, Message.Quiet.class);
    } catch (SocketTimeoutException e) {
      throw new AbsentException(socket, e);
    }
  }

  private static void say(Message message, Wire wire) {
    try {
      wire.write(message);
    } catch (IOException e) {
      log.atDebug()
          .addKeyValue("error", e.getMessage())
          .log("the other process no longer listens: it has ended, or ends this one");
    }
  }

  /**
   * Waits until the old process has ended, so that the two never write to the state folder at the
   * same time. If it dies now, this one has the roles.
   */
  private static void awaitEnd(Wire wire) throws IOException {
    try {
      expect(wire, Message.Yours.class);
    } catch (EOFException | SocketException e) {
      // It would have ended this process if it went on.
      return;
    }
    try {
      var _ = wire.read(ANSWER);
    } catch (EOFException | SocketException e) {
      log.atDebug().log("the other process has ended");
    } catch (SocketTimeoutException e) {
      log.atWarn()
          .addKeyValue("waited_s", ANSWER.toSeconds())
          .log("the other process has no role any more, but it has not ended; this one goes on");
    }
  }

  private static <T extends Message> T expect(Wire wire, Class<T> type) throws IOException {
    Message message = wire.read(ANSWER);
    if (message instanceof Message.Refused(String why)) {
      throw new RefusedException(why);
    }
    if (!type.isInstance(message)) {
      throw new IOException("the other agent said " + message.getClass().getSimpleName());
    }
    return type.cast(message);
  }
}

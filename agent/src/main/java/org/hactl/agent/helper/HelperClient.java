package org.hactl.agent.helper;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.hactl.module.ModuleException;
import org.hactl.module.ProgressListener;
import org.hactl.module.UnreachableException;
import org.jspecify.annotations.Nullable;

/**
 * The agent's way to the helper. Each request opens a connection, which starts the helper if it
 * does not run. Safe for use from several threads; an interrupt ends the request.
 */
public final class HelperClient {
  /** A start takes less than a second; a host that is short of processors takes longer. */
  private static final Duration START_TIME = Duration.ofSeconds(30);

  /** A helper of another image ends when it is asked; the next one is of the current image. */
  private static final int ATTEMPTS = 3;

  private final Path socket;
  private final ObjectMapper mapper;
  private final String image;
  private final Duration startTime;

  /**
   * @param mapper as made by {@link org.hactl.host.HostJson#mapper}
   * @param image the digest of the runtime image that runs; empty if there is none
   */
  public HelperClient(Path socket, ObjectMapper mapper, String image) {
    this(socket, mapper, image, START_TIME);
  }

  HelperClient(Path socket, ObjectMapper mapper, String image, Duration startTime) {
    this.socket = socket;
    this.mapper = mapper;
    this.image = image;
    this.startTime = startTime;
  }

  /**
   * Asks the helper, and waits for its answer.
   *
   * @return any reply but {@code Accepted}, {@code OtherImage}, {@code Progress} and {@code Failed}
   * @throws UnreachableException if the helper cannot be asked or does not answer
   * @throws ModuleException if the operation failed
   */
  HelperReply ask(HelperRequest request, ProgressListener progress)
      throws ModuleException, InterruptedException {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      HelperReply reply = once(request, progress);
      if (reply != null) {
        return reply;
      }
    }
    throw new UnreachableException(
        "the helper belongs to another version of hactl; end it with: systemctl stop"
            + " hactl-helper.service",
        null);
  }

  /** Null if a helper of another image answered. */
  private @Nullable HelperReply once(HelperRequest request, ProgressListener progress)
      throws ModuleException, InterruptedException {
    boolean accepted = false;
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        HelperWire wire = new HelperWire(channel, mapper)) {
      wire.write(new HelperRequest.Call(image, request));
      awaitAnswer(channel);
      while (true) {
        Optional<HelperReply> reply = wire.read(HelperReply.class);
        if (reply.isEmpty()) {
          throw new IOException("it ended before it had answered");
        }
        switch (reply.get()) {
          case HelperReply.Accepted _ -> accepted = true;
          case HelperReply.OtherImage _ -> {
            return null;
          }
          case HelperReply.Progress line -> progress.progress(line.kind(), line.text());
          case HelperReply.Failed(String message) -> throw new ModuleException(message);
          case HelperReply last -> {
            return last;
          }
        }
      }
    } catch (ClosedByInterruptException e) {
      // The interrupt is passed on as an exception.
      Thread.interrupted();
      throw new InterruptedException("interrupted while the helper worked");
    } catch (IOException e) {
      throw new UnreachableException(unreachable(request, accepted, e), e);
    }
  }

  private String unreachable(HelperRequest request, boolean accepted, IOException e) {
    String what = "hactl's helper did not " + request.summary() + ": " + e.getMessage();
    return accepted
        ? what + "; its log: journalctl -u hactl-helper.service"
        : what
            + " ("
            + socket
            + "); look at: systemctl status hactl-helper.socket hactl-helper.service";
  }

  /** A helper that cannot start leaves the connection open in the queue of the socket. */
  private void awaitAnswer(SocketChannel channel) throws IOException, InterruptedException {
    channel.configureBlocking(false);
    try (Selector selector = Selector.open()) {
      channel.register(selector, SelectionKey.OP_READ);
      if (selector.select(startTime.toMillis()) == 0) {
        if (Thread.interrupted()) {
          throw new InterruptedException("interrupted while the helper started");
        }
        throw new IOException("it did not start within " + startTime.toSeconds() + " s");
      }
    }
    channel.configureBlocking(true);
  }
}

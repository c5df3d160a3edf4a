package org.hactl.agent.takeover;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import jdk.net.ExtendedSocketOptions;

/** Messages on one connection: the length in four bytes, then JSON. */
final class Wire implements AutoCloseable {
  /** The health of many thousand real servers. */
  private static final int MAX_BYTES = 32 << 20;

  private final SocketChannel channel;
  private final ObjectMapper mapper;
  private final Selector selector;
  private volatile boolean aborted;

  /**
   * @param channel of a Unix socket
   * @throws IOException also where the other side is not root, as this process is
   */
  Wire(SocketChannel channel, ObjectMapper mapper) throws IOException {
    this.channel = channel;
    this.mapper = mapper;
    var user = channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user();
    if (!user.equals(Files.getOwner(Path.of("/proc/self")))) {
      throw new IOException("the user " + user.getName() + " may not take over");
    }
    channel.configureBlocking(false);
    this.selector = Selector.open();
  }

  void write(Message message) throws IOException {
    byte[] json = mapper.writerFor(Message.class).writeValueAsBytes(message);
    ByteBuffer bytes =
        ByteBuffer.allocate(Integer.BYTES + json.length).putInt(json.length).put(json).flip();
    while (bytes.hasRemaining()) {
      if (channel.write(bytes) == 0) {
        await(SelectionKey.OP_WRITE, Duration.ofSeconds(5));
      }
    }
  }

  /**
   * The next message.
   *
   * @throws SocketTimeoutException if it has not come within {@code atMost}
   * @throws EOFException if the other side has closed the connection
   * @throws IOException also where this version does not know the message
   */
  Message read(Duration atMost) throws IOException {
    long end = System.nanoTime() + atMost.toNanos();
    int length = fill(ByteBuffer.allocate(Integer.BYTES), end).getInt();
    if (length < 0 || length > MAX_BYTES) {
      throw new IOException("a message of " + length + " bytes");
    }
    try {
      return mapper.readValue(fill(ByteBuffer.allocate(length), end).array(), Message.class);
    } catch (JsonProcessingException e) {
      throw new IOException("not a message that this version knows: " + e.getOriginalMessage(), e);
    }
  }

  private ByteBuffer fill(ByteBuffer bytes, long endNanos) throws IOException {
    while (bytes.hasRemaining()) {
      int read = channel.read(bytes);
      if (read < 0) {
        throw new EOFException("it has closed the connection");
      }
      if (read == 0) {
        await(SelectionKey.OP_READ, Duration.ofNanos(endNanos - System.nanoTime()));
      }
    }
    return bytes.flip();
  }

  private void await(int what, Duration atMost) throws IOException {
    channel.register(selector, what);
    // 0 would mean no limit.
    boolean late = atMost.isNegative() || selector.select(atMost.toMillis() + 1) == 0;
    if (aborted) {
      throw new EOFException("this process stops");
    }
    if (late) {
      throw new SocketTimeoutException("it has not answered in time");
    }
    selector.selectedKeys().clear();
  }

  /** Ends the waiting of another thread. */
  void abort() {
    aborted = true;
    selector.wakeup();
  }

  @Override
  public void close() throws IOException {
    selector.close();
    channel.close();
  }
}

package org.hactl.agent.helper;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Messages on one connection: JSON objects, one after the other, with nothing between: a peer that
 * has read an object may close the connection. They are written and read as a stream, because a
 * message may hold a site's files, and the agent's memory is small. One thread may read while
 * another one writes.
 */
final class HelperWire implements AutoCloseable {
  /**
   * A host state is 8 MB at most; a request can hold its files twice, and JSON makes them longer.
   */
  static final int MAX_MESSAGE_BYTES = 64 << 20;

  private static final int BUFFER_BYTES = 16 * 1024;

  private final SocketChannel channel;
  private final ObjectMapper mapper;
  private final OutputStream out;
  private final Bounded in;
  private @Nullable JsonParser parser;

  /**
   * @param channel in blocking mode
   * @param mapper as made by {@link org.hactl.host.HostJson#mapper}
   */
  HelperWire(SocketChannel channel, ObjectMapper mapper) {
    this(channel, mapper, MAX_MESSAGE_BYTES);
  }

  HelperWire(SocketChannel channel, ObjectMapper mapper, int maxMessageBytes) {
    this.channel = channel;
    this.mapper = mapper;
    this.out = Channels.newOutputStream(channel);
    this.in = new Bounded(Channels.newInputStream(channel), maxMessageBytes);
  }

  synchronized void write(Object message) throws IOException {
    // Not closed: it would close the connection.
    JsonGenerator generator =
        mapper
            .createGenerator(new BufferedOutputStream(out, BUFFER_BYTES))
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    mapper.writeValue(generator, message);
    generator.flush();
  }

  /**
   * The next message; empty if the peer has closed the connection.
   *
   * @throws IOException also where the message is too long, or is none that this version knows; its
   *     text holds nothing of the message
   */
  <T> Optional<T> read(Class<T> type) throws IOException {
    in.begin();
    try {
      JsonParser opened = parser();
      return opened.nextToken() == null
          ? Optional.empty()
          : Optional.of(mapper.readValue(opened, type));
    } catch (JsonProcessingException e) {
      throw new IOException("not a message that this version knows: " + e.getOriginalMessage());
    }
  }

  /** Made by the first read: a parser reads as soon as it is made. */
  private JsonParser parser() throws IOException {
    JsonParser opened = parser;
    if (opened == null) {
      opened = mapper.createParser(in).disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
      parser = opened;
    }
    return opened;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /** Fails when a message is longer than the limit. */
  private static final class Bounded extends FilterInputStream {
    private final int most;
    private long count;

    Bounded(InputStream in, int most) {
      super(in);
      this.most = most;
    }

    void begin() {
      count = 0;
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      count(read < 0 ? 0 : 1);
      return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      count(Math.max(0, read));
      return read;
    }

    private void count(int read) throws IOException {
      count += read;
      if (count > most) {
        throw new IOException("a message of more than " + most + " bytes");
      }
    }
  }
}

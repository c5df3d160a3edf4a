package org.hactl.lab.simulation;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.hactl.ssh.DuplexStream;
import org.jspecify.annotations.Nullable;

/**
 * A connection between a control node and an agent. Messages arrive in their order, each after a
 * time of its own. When a direction is cut, what is sent there is lost, and after a while both ends
 * notice that the connection is dead.
 */
final class Connection {
  private static final Duration LATENCY = Duration.ofMillis(4);

  /** The keep-alive of SSH. */
  private static final Duration UNTIL_NOTICED = Duration.ofSeconds(15);

  private final World world;
  private final Way way;
  private final SimProcess client;
  final End atClient;
  final End atAgent;

  Connection(World world, Way way, SimProcess client) {
    this.world = world;
    this.way = way;
    this.client = client;
    this.atClient = new End();
    this.atAgent = new End();
  }

  /** Which directions between the control nodes and a host are cut, and how slow the host is. */
  static final class Way {
    boolean toHost = true;
    boolean fromHost = true;
    int slowness = 1;

    boolean isWhole() {
      return toHost && fromHost;
    }

    void mend() {
      toHost = true;
      fromHost = true;
      slowness = 1;
    }
  }

  /** Where messages arrive. */
  final class End {
    private final ArrayDeque<byte[]> arrived = new ArrayDeque<>();
    private @Nullable CompletableFuture<Boolean> reader;
    private boolean ended;
    private long lastNanos;

    private void send(byte[] message) {
      long at = world.nanos() + world.within(LATENCY.multipliedBy(way.slowness)).toNanos();
      lastNanos = Math.max(at, lastNanos);
      world.at(lastNanos, () -> arrive(message));
    }

    private void arrive(byte[] message) {
      if (!ended) {
        arrived.add(message);
        wake();
      }
    }

    private void wake() {
      CompletableFuture<Boolean> waiting = reader;
      reader = null;
      if (waiting != null) {
        waiting.complete(true);
      }
    }

    /** After what has arrived, the reader gets the end. */
    private void end() {
      ended = true;
      wake();
    }

    /** The next message; null at the end. */
    byte @Nullable [] next() throws IOException {
      while (arrived.isEmpty() && !ended) {
        CompletableFuture<Boolean> waiting = new CompletableFuture<>();
        reader = waiting;
        try {
          var _ = waiting.get();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new InterruptedIOException("interrupted");
        } catch (ExecutionException e) {
          throw new IllegalStateException(e);
        }
      }
      return arrived.poll();
    }
  }

  /** The name of the control node's run. */
  String client() {
    return client.name();
  }

  boolean isOf(SimProcess process) {
    return client == process;
  }

  private boolean isOpen() {
    return !atClient.ended || !atAgent.ended;
  }

  /** A message of the agent. */
  void toClient(String line) {
    byte[] message = (line + "\n").getBytes(StandardCharsets.UTF_8);
    send(atClient, way.fromHost, message);
  }

  private void send(End to, boolean passes, byte[] message) {
    if (passes) {
      to.send(message);
    } else if (isOpen()) {
      world.after(UNTIL_NOTICED, this::end);
    }
  }

  /** Both ends see the end of the connection. */
  void end() {
    atClient.end();
    atAgent.end();
  }

  /** One side's process or machine has ended; whether the other one is told depends on the way. */
  void sideEnded(boolean told) {
    world.after(told && way.isWhole() ? world.within(LATENCY) : UNTIL_NOTICED, this::end);
  }

  DuplexStream forClient() {
    InputStream in =
        new InputStream() {
          private byte[] chunk = new byte[0];
          private int at;

          @Override
          public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
          }

          @Override
          public int read(byte[] into, int offset, int length) throws IOException {
            if (at == chunk.length) {
              client.stepAside();
              byte[] next = atClient.next();
              client.step();
              if (next == null) {
                return -1;
              }
              chunk = next;
              at = 0;
            }
            int count = Math.min(length, chunk.length - at);
            System.arraycopy(chunk, at, into, offset, count);
            at += count;
            return count;
          }
        };
    OutputStream out =
        new OutputStream() {
          @Override
          public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
          }

          @Override
          public void write(byte[] from, int offset, int length) throws IOException {
            client.stepAside();
            if (atClient.ended) {
              throw new IOException("Broken pipe");
            }
            byte[] message = new byte[length];
            System.arraycopy(from, offset, message, 0, length);
            send(atAgent, way.toHost, message);
          }
        };
    return new DuplexStream(
        in,
        out,
        () -> {
          atClient.end();
          sideEnded(true);
        });
  }
}

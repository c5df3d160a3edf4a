package org.hactl.health.probe;

import java.io.IOException;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.net.Family;
import org.hactl.linux.socket.EchoSocket;

/** One raw socket a family for all pings of the host, opened by the first of them. */
final class RawEchoes implements Echoes {
  private final SecureRandom random = new SecureRandom();
  private final Map<Long, CountDownLatch> waiting = new ConcurrentHashMap<>();
  private final Map<Family, EchoSocket> sockets = new EnumMap<>(Family.class);

  @Override
  public boolean answers(InetAddress address, int sequence, long timeoutMillis)
      throws IOException, InterruptedException {
    // Others cannot guess it, so that only the address itself, which hears it, can answer.
    long token = random.nextLong();
    CountDownLatch answered = new CountDownLatch(1);
    waiting.put(token, answered);
    try {
      socket(Family.of(address)).send(address, sequence, token);
      return answered.await(timeoutMillis, TimeUnit.MILLISECONDS);
    } catch (LinuxException e) {
      throw new IOException(e.errno().text(), e);
    } finally {
      waiting.remove(token);
    }
  }

  private synchronized EchoSocket socket(Family family) {
    return sockets.computeIfAbsent(family, it -> EchoSocket.open(it, this::heard));
  }

  private void heard(long token) {
    CountDownLatch answered = waiting.get(token);
    if (answered != null) {
      answered.countDown();
    }
  }

  @Override
  public synchronized void close() {
    sockets.values().forEach(EchoSocket::close);
    sockets.clear();
  }
}

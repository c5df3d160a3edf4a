package org.hactl.health.probe;

import java.io.IOException;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.net.Family;
import org.hactl.linux.socket.EchoSocket;
import org.hactl.linux.socket.Egress;

/**
 * One raw socket for all pings of a family that leave the host in one way, opened by the first of
 * them.
 */
final class RawEchoes implements Echoes {
  private final SecureRandom random = new SecureRandom();
  private final Map<Long, CountDownLatch> waiting = new ConcurrentHashMap<>();
  private final Map<Path, EchoSocket> sockets = new HashMap<>();

  private record Path(Family family, Egress egress) {}

  @Override
  public Echoes by(Egress egress) {
    return (address, sequence, timeoutMillis) -> answers(egress, address, sequence, timeoutMillis);
  }

  @Override
  public boolean answers(InetAddress address, int sequence, long timeoutMillis)
      throws IOException, InterruptedException {
    return answers(Egress.BY_ROUTE, address, sequence, timeoutMillis);
  }

  private boolean answers(Egress egress, InetAddress address, int sequence, long timeoutMillis)
      throws IOException, InterruptedException {
    // Others cannot guess it, so that only the address itself, which hears it, can answer.
    long token = random.nextLong();
    CountDownLatch answered = new CountDownLatch(1);
    waiting.put(token, answered);
    try {
      socket(new Path(Family.of(address), egress)).send(address, sequence, token);
      return answered.await(timeoutMillis, TimeUnit.MILLISECONDS);
    } catch (LinuxException e) {
      throw new IOException(e.errno().text(), e);
    } finally {
      waiting.remove(token);
    }
  }

  private synchronized EchoSocket socket(Path path) throws Egress.Refused {
    EchoSocket known = sockets.get(path);
    if (known == null) {
      known = EchoSocket.open(path.family(), path.egress(), this::heard);
      sockets.put(path, known);
    }
    return known;
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

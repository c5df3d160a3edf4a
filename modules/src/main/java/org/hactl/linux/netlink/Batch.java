package org.hactl.linux.netlink;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.hactl.linux.kernel.BatchResult;
import org.hactl.linux.kernel.LinuxException;

/**
 * Collects the requests of a batch and remembers the change that each request makes, so that each
 * answer of the kernel finds its change. A change that cannot be encoded fails without being sent.
 */
final class Batch {
  private record Sent(int place, String operation, Supplier<String> object) {}

  private final SortedMap<Integer, LinuxException> failures = new TreeMap<>();
  private final List<Sent> sent = new ArrayList<>();
  private final List<byte[]> requests = new ArrayList<>();
  private int size;

  void add(String operation, String object, byte[] request) {
    add(operation, () -> object, request);
  }

  /**
   * @param object what the request is about, for the text of an error
   */
  void add(String operation, Supplier<String> object, byte[] request) {
    sent.add(new Sent(size++, operation, object));
    requests.add(request);
  }

  void fail(LinuxException failure) {
    failures.put(size++, failure);
  }

  BatchResult send(NetlinkClient client) {
    List<NetlinkAnswer> answers = requests.isEmpty() ? List.of() : client.batch(requests);
    for (int i = 0; i < answers.size(); i++) {
      NetlinkAnswer answer = answers.get(i);
      Sent about = sent.get(i);
      if (!answer.isOk()) {
        failures.put(
            about.place,
            new LinuxException(about.operation, about.object.get(), answer.errno(), answer.text()));
      }
    }
    return new BatchResult(size, failures);
  }
}

package org.hactl.linux.kernel;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The result of a batch of changes. The kernel handles each change separately: one that fails
 * affects no other.
 *
 * @param size how many changes there were
 * @param failures the failures, by the change's place in the batch
 */
public record BatchResult(int size, SortedMap<Integer, LinuxException> failures) {
  public BatchResult {
    failures = Collections.unmodifiableSortedMap(new TreeMap<>(failures));
  }

  public static BatchResult ok(int size) {
    return new BatchResult(size, new TreeMap<>());
  }

  /** Throws the first failure, the others suppressed in it; does nothing if there is none. */
  public void orThrow() {
    List<LinuxException> all = List.copyOf(failures.values());
    if (all.isEmpty()) {
      return;
    }
    all.stream().skip(1).forEach(all.getFirst()::addSuppressed);
    throw all.getFirst();
  }
}

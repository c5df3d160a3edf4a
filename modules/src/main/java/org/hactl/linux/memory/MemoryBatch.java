package org.hactl.linux.memory;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.hactl.linux.kernel.BatchResult;
import org.hactl.linux.kernel.LinuxException;

/** Applies changes one by one, as the kernel does. */
final class MemoryBatch {
  private MemoryBatch() {}

  static <C> BatchResult apply(List<C> changes, Consumer<C> apply) {
    SortedMap<Integer, LinuxException> failures = new TreeMap<>();
    for (int i = 0; i < changes.size(); i++) {
      try {
        apply.accept(changes.get(i));
      } catch (LinuxException e) {
        failures.put(i, e);
      }
    }
    return new BatchResult(changes.size(), failures);
  }
}

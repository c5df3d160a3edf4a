package org.hactl.module.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.hactl.linux.kernel.BatchResult;
import org.hactl.linux.kernel.CodecException;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.module.Change;
import org.hactl.module.ChangeResult;
import org.hactl.module.ModuleException;
import org.jspecify.annotations.Nullable;

/**
 * Turns the changes of a plan into one batch for the kernel, and the kernel's answers into results.
 *
 * @param <C> the kernel's kind of change
 */
public final class KernelBatch<C> {
  private record Part(Change change, int from, int to, @Nullable ModuleException refusal) {}

  private final List<Part> parts = new ArrayList<>();
  private final List<C> batch = new ArrayList<>();
  private final BiPredicate<C, Errno> harmless;

  /**
   * @param harmless whether a refusal means that another program has already made the change
   */
  public KernelBatch(BiPredicate<C, Errno> harmless) {
    this.harmless = harmless;
  }

  /** Adds a change of the plan with the kernel's changes for it, which may be an empty list. */
  public void add(Change change, List<C> kernelChanges) {
    int from = batch.size();
    batch.addAll(kernelChanges);
    parts.add(new Part(change, from, batch.size(), null));
  }

  /** How many of the kernel's changes it has. */
  public int size() {
    return batch.size();
  }

  /** Makes a change fail without asking the kernel. */
  public void refuse(Change change, String why) {
    ModuleException refusal = new ModuleException(change.id() + ": " + why);
    parts.add(new Part(change, batch.size(), batch.size(), refusal));
  }

  /** One result per change, in order. */
  public List<ChangeResult> apply(Function<List<C>, BatchResult> kernel) {
    BatchResult answer;
    try {
      answer = batch.isEmpty() ? BatchResult.ok(0) : kernel.apply(batch);
    } catch (LinuxException | CodecException e) {
      ModuleException error = new ModuleException(String.valueOf(e.getMessage()), e);
      return parts.stream()
          .map(part -> new ChangeResult(part.change, part.refusal == null ? error : part.refusal))
          .toList();
    }
    return parts.stream().map(part -> new ChangeResult(part.change, error(part, answer))).toList();
  }

  private @Nullable ModuleException error(Part part, BatchResult answer) {
    for (int place = part.from; place < part.to; place++) {
      LinuxException failure = answer.failures().get(place);
      if (failure != null && !harmless.test(batch.get(place), failure.errno())) {
        return new ModuleException(part.change.id() + ": " + failure.getMessage(), failure);
      }
    }
    return part.refusal;
  }
}

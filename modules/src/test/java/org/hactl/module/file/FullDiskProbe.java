package org.hactl.module.file;

import java.nio.file.Path;
import java.util.List;
import org.hactl.module.ChangeResult;

/**
 * {@link FullDiskTest} runs this program in a mount namespace of its own: it writes one file and
 * prints the result.
 */
final class FullDiskProbe {
  private FullDiskProbe() {}

  /**
   * Prints {@code ok} or the error.
   *
   * @param args state folder, path, number of bytes to write
   */
  public static void main(String[] args) throws Exception {
    FileModule module = new FileModule(Path.of(args[0]));
    FileResource file =
        new FileResource(
            args[1], FileContent.of(new byte[Integer.parseInt(args[2])]), null, null, null, false);
    var observed = module.observe(List.of(file), List.of());
    var plan = module.plan(List.of(file), List.of(), observed, false);
    for (ChangeResult result : module.apply(plan.changes())) {
      System.out.println(result.error() == null ? "ok" : result.error().getMessage());
    }
  }
}

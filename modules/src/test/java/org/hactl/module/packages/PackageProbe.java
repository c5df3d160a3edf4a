package org.hactl.module.packages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.hactl.module.Change;
import org.hactl.module.ChangeResult;
import org.hactl.module.Owned;
import org.hactl.module.Plan;
import org.hactl.module.command.ProcessRunner;

/** Run by {@link DpkgLabTest} on a host of its own: one pass over packages. */
final class PackageProbe {
  private static final Path JOURNAL = Path.of("/var/lib/probe-journal");

  private PackageProbe() {}

  /**
   * Prints every change with its result, or {@code nothing to do}.
   *
   * @param args {@code want} or {@code release}, then names; a name that is released counts as
   *     installed by hactl
   */
  public static void main(String[] args) throws Exception {
    PackageModule module =
        PackageModule.forHost(
            new ProcessRunner(Path.of("/run/probe")),
            InstantSource.system(),
            Path.of("/"),
            Path.of("/var/lib/probe"),
            (kind, text) -> System.err.println(text));
    Map<String, Owned> journal = read();
    List<String> named = Arrays.stream(args).skip(1).toList();
    boolean want = args[0].equals("want");
    List<PackageResource> desired =
        Stream.concat(journal.keySet().stream(), want ? named.stream() : Stream.empty())
            .distinct()
            .filter(name -> want || !named.contains(name))
            .map(PackageResource::new)
            .toList();
    if (!want) {
      named.forEach(name -> journal.putIfAbsent(name, entry(name, Set.of())));
    }
    Plan plan =
        module.plan(desired, journal.values(), module.observe(desired, journal.values()), false);
    plan.forget().forEach(id -> journal.remove(id.key()));
    for (ChangeResult result : module.apply(plan.changes())) {
      print(result);
      note(result, journal);
    }
    write(journal);
    if (plan.changes().isEmpty()) {
      System.out.println("nothing to do");
    }
  }

  private static void print(ChangeResult result) {
    Change change = result.change();
    Set<String> with = CameWith.removed(change);
    System.out.println(
        change.action()
            + " "
            + change.id()
            + (with.isEmpty() ? "" : " with " + String.join(", ", with))
            + " from "
            + change.fields().getFirst().from()
            + ": "
            + (result.error() == null ? "ok" : result.error().getMessage()));
  }

  private static void note(ChangeResult result, Map<String, Owned> journal) {
    Change change = result.change();
    Owned entry = result.learnt() != null ? result.learnt() : change.take();
    if (entry != null) {
      journal.put(change.id().key(), entry);
    } else if (result.error() == null && change.desired() == null) {
      journal.remove(change.id().key());
    }
  }

  private static Owned entry(String name, Set<String> brought) {
    return CameWith.entry(new PackageResource(name), brought);
  }

  private static Map<String, Owned> read() throws IOException {
    Map<String, Owned> journal = new TreeMap<>();
    if (Files.exists(JOURNAL)) {
      for (String line : Files.readAllLines(JOURNAL)) {
        List<String> names = List.of(line.split(" ", -1));
        journal.put(
            names.getFirst(), entry(names.getFirst(), Set.copyOf(names.subList(1, names.size()))));
      }
    }
    return journal;
  }

  private static void write(Map<String, Owned> journal) throws IOException {
    Files.write(
        JOURNAL,
        journal.values().stream()
            .map(entry ->
                String.join(
                    " ",
                    Stream.concat(Stream.of(entry.id().key()), CameWith.of(List.of(entry)).stream())
                        .toList()))
            .toList());
  }
}

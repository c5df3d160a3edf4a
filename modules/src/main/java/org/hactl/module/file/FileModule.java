package org.hactl.module.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hactl.module.Change;
import org.hactl.module.ChangeResult;
import org.hactl.module.Module;
import org.hactl.module.ModuleException;
import org.hactl.module.Owned;
import org.hactl.module.Phase;
import org.hactl.module.Plan;

/**
 * Files.
 *
 * <p>Before hactl first changes a file that it did not create, it saves the content, mode and
 * owner; they are restored when the file leaves the site. A symbolic link at the path is a problem
 * of the plan. Missing folders above a file are created with mode 0755, and removed with the file
 * if they are empty. {@code exclusive} has no meaning for files.
 */
public final class FileModule implements Module<FileResource, FileModule.Observed> {
  private final Backups backups;
  private final FileWriter writer;

  /**
   * @param stateFolder the agent's state folder for this kind, which only root can open; backups
   *     are kept below it
   */
  public FileModule(Path stateFolder) {
    this.backups = new Backups(stateFolder.resolve("backups"));
    this.writer = new FileWriter(backups);
  }

  /** Files by path, without paths that are not valid. */
  public static final class Observed {
    private final Map<String, ObservedFile> files;

    Observed(Map<String, ObservedFile> files) {
      this.files = Map.copyOf(files);
    }
  }

  @Override
  public String kind() {
    return FileResource.KIND;
  }

  @Override
  public Class<FileResource> resourceType() {
    return FileResource.class;
  }

  @Override
  public Phase phase() {
    return Phase.SOFTWARE;
  }

  @Override
  public Observed observe(Collection<FileResource> desired, Collection<Owned> owned)
      throws ModuleException {
    Map<String, List<String>> ownFolders = new TreeMap<>();
    desired.forEach(file -> ownFolders.put(file.path(), List.of()));
    owned.forEach(o -> ownFolders.put(o.id().key(), FilePlan.folders(o.prior())));
    Map<String, ObservedFile> files = new TreeMap<>();
    for (Map.Entry<String, List<String>> entry : ownFolders.entrySet()) {
      if (isPlain(entry.getKey())) {
        try {
          files.put(
              entry.getKey(),
              FileReader.observe(Path.of(entry.getKey()), entry.getValue(), backups));
        } catch (IOException e) {
          throw FileErrors.of("cannot read", entry.getKey(), e);
        }
      }
    }
    return new Observed(files);
  }

  private static boolean isPlain(String path) {
    if (path.chars().anyMatch(Character::isISOControl)) {
      return false;
    }
    Path parsed = Path.of(path);
    return parsed.isAbsolute()
        && parsed.normalize().toString().equals(path)
        && parsed.getFileName() != null;
  }

  @Override
  public Plan plan(
      Collection<FileResource> desired,
      Collection<Owned> owned,
      Observed observed,
      boolean exclusive) {
    return FilePlan.of(desired, owned, observed.files);
  }

  @Override
  public List<ChangeResult> apply(List<Change> changes) {
    List<ChangeResult> results = new ArrayList<>();
    for (Change change : changes) {
      ModuleException error = null;
      try {
        writer.apply(change);
      } catch (ModuleException e) {
        error = e;
      }
      results.add(new ChangeResult(change, error));
    }
    return results;
  }
}

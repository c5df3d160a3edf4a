package org.hactl.module.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hactl.linux.file.FolderWalk;
import org.hactl.linux.file.Trust;
import org.hactl.linux.kernel.LinuxException;
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
 * owner; they are restored when the file leaves the site. A symbolic link at the path, and a folder
 * above it that other users can write, are problems of the plan. Missing folders above a file are
 * created with mode 0755, and removed with the file if they are empty. {@code exclusive} has no
 * meaning for files.
 */
public final class FileModule implements Module<FileResource, FileModule.Observed> {
  /** The folder of the backups, in the agent's state folder. */
  public static final String BACKUPS = FileResource.KIND + "/backups";

  private final FileReader reader;
  private final FileWriter writer;

  /**
   * @param stateFolder the agent's, which only root can open; backups are kept below it, and it is
   *     no place for files of the site
   */
  public FileModule(Path stateFolder) {
    this(FolderWalk.ofHost(), stateFolder);
  }

  FileModule(FolderWalk walk, Path stateFolder) {
    Backups backups = new Backups(walk, stateFolder.resolve(BACKUPS));
    this.reader = new FileReader(walk, stateFolder, backups);
    this.writer = new FileWriter(walk, backups);
  }

  /** The backups that these entries need, by name in the agent's state folder. */
  public static Set<String> backups(Collection<Owned> owned) {
    return owned.stream()
        .flatMap(entry -> Stream.ofNullable(entry.prior().get(FilePlan.PRIOR_BACKUP)))
        .map(name -> BACKUPS + "/" + name)
        .collect(Collectors.toSet());
  }

  /** Files by path, without paths that are not valid. */
  static final class Observed {
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
    Map<String, Trust> trust = new TreeMap<>();
    for (Owned each : owned) {
      ownFolders.put(each.id().key(), FilePlan.folders(each.prior()));
      if (each.resource() instanceof FileResource file) {
        trust.put(file.path(), Accounts.trust(file));
      }
    }
    for (FileResource file : desired) {
      ownFolders.putIfAbsent(file.path(), List.of());
      trust.put(file.path(), Accounts.trust(file));
    }
    Map<String, ObservedFile> files = new TreeMap<>();
    for (Map.Entry<String, List<String>> entry : ownFolders.entrySet()) {
      String path = entry.getKey();
      if (isPlain(path)) {
        try {
          files.put(
              path,
              reader.observe(
                  Path.of(path), trust.getOrDefault(path, Trust.ROOT), entry.getValue()));
        } catch (LinuxException e) {
          throw FileErrors.of("cannot read", path, e);
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

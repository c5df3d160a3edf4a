package org.hactl.agent.helper;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hactl.module.Action;
import org.hactl.module.Change;
import org.hactl.module.ChangeResult;
import org.hactl.module.FieldChange;
import org.hactl.module.Module;
import org.hactl.module.ModuleException;
import org.hactl.module.Owned;
import org.hactl.module.Phase;
import org.hactl.module.Plan;
import org.hactl.module.ProgressListener;
import org.hactl.module.file.FileResource;

/** A module for files that keeps what it is told, and fails for paths that contain "bad". */
final class NoteModule implements Module<FileResource, String> {
  final List<String> applied = new ArrayList<>();
  private final ProgressListener progress;

  NoteModule(ProgressListener progress) {
    this.progress = progress;
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
  public String observe(Collection<FileResource> desired, Collection<Owned> owned)
      throws ModuleException {
    if (desired.stream().anyMatch(file -> file.path().contains("unreadable"))) {
      throw new ModuleException("cannot read it");
    }
    return "seen";
  }

  @Override
  public Plan plan(
      Collection<FileResource> desired,
      Collection<Owned> owned,
      String observed,
      boolean exclusive) {
    List<Change> changes =
        desired.stream()
            .map(file ->
                new Change(
                    file.id(),
                    Action.CREATE,
                    List.of(new FieldChange("mode", null, observed)),
                    file,
                    new Owned(file, Map.of("backup", "yes"))))
            .toList();
    return Plan.of(changes, owned.stream().map(Owned::id).toList());
  }

  private static FileResource file(Change change) {
    return (FileResource) Objects.requireNonNull(change.desired());
  }

  @Override
  public List<ChangeResult> apply(List<Change> changes) {
    progress.progress(FileResource.KIND, "at work");
    return changes.stream()
        .map(change -> {
          applied.add(change.id().key());
          return change.id().key().contains("bad")
              ? new ChangeResult(change, new ModuleException("no room for it"))
              : new ChangeResult(
                  change, null, new Owned(file(change), Map.of("learnt", "by doing")));
        })
        .toList();
  }
}

package org.hactl.module.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hactl.module.Action;
import org.hactl.module.Change;
import org.hactl.module.FieldChange;
import org.hactl.module.Owned;
import org.hactl.module.Plan;
import org.hactl.module.ResourceId;
import org.jspecify.annotations.Nullable;

/** Compares wanted files with found ones. Pure. */
final class FilePlan {
  /** Name of the backup of the file from before hactl. */
  static final String PRIOR_BACKUP = "backup";

  /** Digest of that file: shows an apply after a crash whether it still has to make the backup. */
  static final String PRIOR_DIGEST = "sha256";

  /** Folders that hactl creates for this file, one per line, outermost first. */
  static final String PRIOR_FOLDERS = "folders";

  private final Map<String, ObservedFile> observed;
  private final Map<ResourceId, Owned> owned = new TreeMap<>();
  private final List<Change> changes = new ArrayList<>();
  private final List<ResourceId> forget = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  private FilePlan(Collection<Owned> owned, Map<String, ObservedFile> observed) {
    this.observed = observed;
    owned.forEach(o -> this.owned.put(o.id(), o));
  }

  static Plan of(
      Collection<FileResource> desired,
      Collection<Owned> owned,
      Map<String, ObservedFile> observed) {
    FilePlan plan = new FilePlan(owned, observed);
    desired.stream().sorted(Comparator.comparing(FileResource::path)).forEach(plan::want);
    Set<ResourceId> wanted = new HashSet<>();
    desired.forEach(file -> wanted.add(file.id()));
    plan.owned.values().stream()
        .filter(o -> !wanted.contains(o.id()))
        .sorted(Comparator.comparing(Owned::id).reversed())
        .forEach(plan::release);
    return new Plan(plan.changes, plan.forget, List.of(), plan.problems);
  }

  private void want(FileResource file) {
    ObservedFile found = observed.get(file.path());
    if (found == null) {
      problems.add(
          file.id() + ": the path must be absolute and without \".\", \"..\" or line ends");
      return;
    }
    if (found.obstacle() != null) {
      problems.add(file.id() + ": " + found.obstacle());
      return;
    }
    switch (found.state()) {
      case PathState.Absent() -> {
        List<FieldChange> fields = new ArrayList<>();
        fields.addAll(ContentDiff.fields(null, file.content(), file.sensitive()));
        fields.add(new FieldChange("mode", null, octal(file.modeInsteadOf(null))));
        addIfNamed(fields, "owner", file.owner());
        addIfNamed(fields, "group", file.group());
        change(file, Action.CREATE, fields, found, null);
      }
      case PathState.Regular now -> {
        List<FieldChange> fields = differences(file, now, file.sensitive() || wasSensitive(file));
        if (found.leftover() && owned.containsKey(file.id())) {
          // It may hold a secret of a generation that was rolled back.
          fields.add(new FieldChange("temporary file", "left by an interrupted write", null));
        }
        if (!fields.isEmpty()) {
          change(file, Action.UPDATE, fields, found, now);
        }
      }
      case PathState.SymbolicLink(String target) ->
          problems.add(
              file.id()
                  + ": is a symbolic link to "
                  + target
                  + "; hactl does not write through links. Name the target's path in the site, or"
                  + " remove the link");
      case PathState.Other(String what) ->
          problems.add(file.id() + ": is " + what + "; move it away or name another path");
    }
  }

  /** Whether the present content may be a secret that an earlier generation put there. */
  private boolean wasSensitive(FileResource file) {
    Owned entry = owned.get(file.id());
    return entry != null && entry.resource() instanceof FileResource before && before.sensitive();
  }

  private static List<FieldChange> differences(
      FileResource file, PathState.Regular now, boolean hidden) {
    List<FieldChange> fields = new ArrayList<>();
    if (!now.content().equals(file.content())) {
      fields.addAll(ContentDiff.fields(now.content(), file.content(), hidden));
    }
    PathState.Attributes is = now.attributes();
    int mode = file.modeInsteadOf(is.mode());
    if (mode != is.mode()) {
      fields.add(new FieldChange("mode", octal(is.mode()), octal(mode)));
    }
    if (file.owner() != null && !is.ownedBy(file.owner())) {
      fields.add(new FieldChange("owner", is.owner(), file.owner()));
    }
    if (file.group() != null && !is.inGroup(file.group())) {
      fields.add(new FieldChange("group", is.group(), file.group()));
    }
    return fields;
  }

  private static String octal(int mode) {
    return "%04o".formatted(mode);
  }

  private static void addIfNamed(List<FieldChange> fields, String field, @Nullable String value) {
    if (value != null) {
      fields.add(new FieldChange(field, null, value));
    }
  }

  private void change(
      FileResource file,
      Action action,
      List<FieldChange> fields,
      ObservedFile found,
      PathState.@Nullable Regular now) {
    changes.add(new Change(file.id(), action, fields, file, take(file, found, now)));
  }

  private @Nullable Owned take(
      FileResource file, ObservedFile found, PathState.@Nullable Regular now) {
    Owned already = owned.get(file.id());
    Map<String, String> prior = new TreeMap<>(already == null ? Map.of() : already.prior());
    if (already == null && now != null) {
      prior.put(PRIOR_BACKUP, Backups.name(Path.of(file.path())));
      prior.put(PRIOR_DIGEST, now.content().digest());
    }
    Set<String> folders = new LinkedHashSet<>(folders(prior));
    folders.addAll(found.missingFolders());
    if (!folders.isEmpty()) {
      prior.put(PRIOR_FOLDERS, String.join("\n", folders));
    }
    Owned take = new Owned(file, prior);
    boolean backupMissing = prior.containsKey(PRIOR_BACKUP) && !found.backup();
    return take.equals(already) && !backupMissing ? null : take;
  }

  /** An owned file has left the site. */
  private void release(Owned entry) {
    ObservedFile found = observed.get(entry.id().key());
    boolean sensitive = entry.resource() instanceof FileResource file && file.sensitive();
    boolean untouched = found != null && entry.prior().containsKey(PRIOR_BACKUP) && !found.backup();
    if (found == null
        || untouched
        || found.obstacle() != null
        || found.state() instanceof PathState.SymbolicLink
        || found.state() instanceof PathState.Other) {
      forget.add(entry.id());
      return;
    }
    boolean there = found.state() instanceof PathState.Regular;
    if (!there && !found.backup() && !found.leftover() && found.emptyFolders().isEmpty()) {
      forget.add(entry.id());
      return;
    }
    List<FieldChange> fields = new ArrayList<>();
    if (found.state() instanceof PathState.Regular now && !found.backup()) {
      fields.addAll(ContentDiff.fields(now.content(), null, sensitive));
    }
    if (found.backup()) {
      fields.add(new FieldChange("content", "from the site", "as it was before hactl"));
    }
    // The change carries the journal's entry: the apply needs to know what to restore.
    changes.add(new Change(entry.id(), Action.DELETE, fields, null, entry));
  }

  static List<String> folders(Map<String, String> prior) {
    String folders = prior.get(PRIOR_FOLDERS);
    return folders == null ? List.of() : List.of(folders.split("\n"));
  }
}

package org.hactl.linux.file;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One walk to the folder above a path. */
final class FolderSteps {
  /** The kernel's limit of symbolic links in one path. */
  private static final int MAX_LINKS = 40;

  private final Supplier<? extends Folder> root;
  private final FolderRules rules;
  private final String name;
  private final Deque<String> ahead = new ArrayDeque<>();

  private Folder at;
  private Path here = Path.of("/");
  private int links;

  /** Whether only root can have chosen the way so far. */
  private boolean guarded = true;

  FolderSteps(Supplier<? extends Folder> root, FolderRules rules, Path path) {
    this.root = root;
    this.rules = rules;
    this.name = String.valueOf(path.getFileName());
    Path parent = path.getParent();
    if (parent != null) {
      parent.forEach(step -> ahead.add(step.toString()));
    }
    this.at = root.get();
  }

  Way walk() {
    boolean handedOver = false;
    try {
      Way way = steps();
      handedOver = !(way instanceof Way.Refused);
      return way;
    } finally {
      if (!handedOver) {
        at.close();
      }
    }
  }

  private Way steps() {
    while (!ahead.isEmpty()) {
      String step = ahead.pop();
      Optional<FileFacts> next = at.look(step);
      if (next.isEmpty()) {
        return missing(step);
      }
      String refusal =
          switch (next.get().type()) {
            case FOLDER -> enter(step);
            case LINK -> follow(step, next.get());
            case REGULAR, PIPE, SOCKET, DEVICE ->
                here.resolve(step) + " is not a folder; move it away or name another path";
          };
      if (refusal != null) {
        return new Way.Refused(refusal);
      }
    }
    String refusal = rules.refuse(here.toString(), at);
    return refusal != null ? new Way.Refused(refusal) : new Way.Open(at, here.resolve(name));
  }

  private Way missing(String first) {
    List<String> names = new ArrayList<>(List.of(first));
    names.addAll(ahead);
    Path folder = here;
    for (String each : names) {
      folder = folder.resolve(each);
    }
    if (names.contains("..")) {
      return new Way.Refused(
          here.resolve(first) + " is missing, and a symbolic link leads through it");
    }
    String refusal = rules.refuse(here.toString(), at);
    return refusal != null
        ? new Way.Refused(refusal)
        : new Way.Missing(at, names, folder.resolve(name));
  }

  /** Goes into a folder; returns the reason why the path is refused, or null. */
  private @Nullable String enter(String step) {
    Folder next = at.enter(step);
    FileFacts above = at.facts();
    FileFacts below;
    try {
      below = next.facts();
    } catch (RuntimeException e) {
      next.close();
      throw e;
    }
    boolean kept = rules.protects(above, below);
    String refusal = kept ? null : rules.refuse(here.toString(), at);
    guarded &= kept || rules.onlyRootWrites(at);
    at.close();
    at = next;
    Path parent = here.getParent();
    here = !step.equals("..") ? here.resolve(step) : parent == null ? here : parent;
    return refusal;
  }

  /** Follows a link if only root can have made it; returns the reason of a refusal, or null. */
  private @Nullable String follow(String step, FileFacts link) {
    FileFacts folder = at.facts();
    if (!guarded || !rules.onlyRootWrites(at) || !rules.isRoot(link.uid())) {
      return "%s is a symbolic link of %s in a folder of %s with mode %s, so that another user than"
              .formatted(
                  here.resolve(step),
                  UserDatabase.userName(link.uid()),
                  UserDatabase.userName(folder.uid()),
                  folder.modeText())
          + " root can choose where it leads; name the folder that it leads to";
    }
    if (++links > MAX_LINKS) {
      return here.resolve(step) + " is a loop of symbolic links";
    }
    String target = at.readLink(step);
    List<String> steps = new ArrayList<>();
    for (String each : target.split("/")) {
      if (!each.isEmpty() && !each.equals(".")) {
        steps.add(each);
      }
    }
    steps.reversed().forEach(ahead::push);
    if (target.startsWith("/")) {
      Folder top = root.get();
      at.close();
      at = top;
      here = Path.of("/");
    }
    return null;
  }
}

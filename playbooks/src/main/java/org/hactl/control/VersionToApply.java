package org.hactl.control;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hactl.api.HostStatus;
import org.hactl.api.Protocol;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.api.SiteKey;
import org.hactl.api.SiteVersion;
import org.hactl.control.plan.HostPlan;
import org.hactl.control.version.GitRevision;
import org.hactl.control.version.HeldVersion;
import org.hactl.control.version.KeyHolder;
import org.hactl.control.version.KeyShare;
import org.hactl.control.version.SiteVersions;
import org.hactl.control.version.VersionCheck;

/**
 * The version of the site that an apply gives to the hosts.
 *
 * @param draft the site that is applied; it gets its serial from what the hosts hold
 * @param revision the checked out commit; empty outside a git repository
 * @param forgotten hosts that left the inventory and need no mention any more
 * @param older what an apply does that would undo a newer version
 */
public record VersionToApply(
    SiteVersion draft, Optional<GitRevision> revision, Set<String> forgotten, Older older) {
  /** What an apply does that would undo a version which this checkout does not have. */
  public enum Older {
    REFUSED,
    FORCED
  }

  /**
   * The version of a site that was read from this file.
   *
   * @param author in the form {@code ann@desk}
   * @param nowMillis since the epoch
   */
  public static VersionToApply of(
      SiteLoader.Loaded loaded,
      Path site,
      Protocol protocol,
      String author,
      long nowMillis,
      Set<String> forgotten,
      Older older) {
    Path folder = Objects.requireNonNullElse(site.toAbsolutePath().getParent(), Path.of("/"));
    Optional<GitRevision> revision = GitRevision.of(folder);
    Map<String, String> members = new TreeMap<>();
    loaded
        .states()
        .forEach((host, state) ->
            members.put(host, HostPlan.wantsNothing(state) ? "" : protocol.digest(state)));
    SiteVersion draft =
        new SiteVersion(
            loaded.site().name(),
            0,
            revision.map(GitRevision::commit).orElse(""),
            revision.map(GitRevision::modified).orElse(false),
            author,
            nowMillis,
            members,
            List.of());
    return new VersionToApply(draft, revision, forgotten, older);
  }

  /**
   * The same version, when a saved plan of it is carried out: if its commit is still checked out,
   * the work tree counts as modified only if it was when the plan was made. The file of the plan
   * itself may be in the work tree.
   *
   * @param commit the commit of the plan, abbreviated
   */
  public VersionToApply planned(String commit, boolean modified) {
    if (!draft.revision().equals(commit)) {
      return this;
    }
    SiteVersion same =
        new SiteVersion(
            draft.site(),
            draft.serial(),
            commit,
            modified,
            draft.author(),
            draft.atMillis(),
            draft.members(),
            draft.left());
    return new VersionToApply(
        same,
        revision.map(each -> new GitRevision(each.folder(), each.commit(), modified)),
        forgotten,
        older);
  }

  /**
   * The version, after all hosts were planned. Hosts of the site that are not part of this apply
   * are asked for theirs: it may be newer.
   */
  SiteVersion after(List<HostRun> runs, Fleet fleet) throws ControlException {
    Set<String> asked = runs.stream().map(HostRun::host).collect(Collectors.toSet());
    List<String> others =
        draft.members().keySet().stream().filter(host -> !asked.contains(host)).toList();
    Map<String, SiteVersion> held = new TreeMap<>();
    runs.forEach(run -> {
      if (run.held() instanceof SiteVersion version) {
        held.put(run.host(), version);
      }
    });
    new AgentQueries(fleet)
        .status(others)
        .forEach(answer -> {
          if (answer.value() instanceof HostStatus status
              && status.version() instanceof SiteVersion version) {
            held.put(answer.host(), version);
          }
        });
    Optional<HeldVersion> newest = SiteVersions.newest(draft.site(), held);
    boolean forced = older == Older.FORCED;
    if (!forced) {
      refuseOlder(newest);
    }
    newest.ifPresent(each -> runs.forEach(run -> run.noteMissed(each.version())));
    // With the same version a forced apply would be refused again the next time.
    boolean changed = forced || runs.stream().anyMatch(HostRun::changesState);
    return SiteVersions.next(draft, newest.map(HeldVersion::version), changed, forgotten);
  }

  /** Brings one key of the site to the directors among these hosts. */
  void shareKey(List<HostRun> runs, Fleet fleet) {
    Set<String> asked = runs.stream().map(HostRun::host).collect(Collectors.toSet());
    KeyShare.among(
        keyHolders(runs),
        () ->
            draft.members().keySet().stream()
                .filter(host -> !asked.contains(host))
                .flatMap(host -> keyOf(host, fleet).stream())
                .findFirst(),
        draft.atMillis());
  }

  /**
   * Brings a new key of the site to all directors.
   *
   * @throws ControlException if it is not in force on all of them
   */
  void renewKey(List<HostRun> runs) throws ControlException {
    List<String> missing =
        runs.stream()
            .filter(run -> run.isDirector() && run.keyHolder().isEmpty())
            .map(HostRun::host)
            .toList();
    if (!missing.isEmpty()) {
      throw new ControlException(
          "a new key of the site needs every director, and %s cannot be asked"
              .formatted(String.join(", ", missing)),
          "mend that, or apply without --new-site-key; nothing was changed");
    }
    Optional<String> why = KeyShare.renew(keyHolders(runs), draft.atMillis());
    if (why.isPresent()) {
      throw new ControlException(
          "the new key of the site is not in force: " + why.get(),
          "mend that director, then run the same command again");
    }
  }

  private static List<KeyHolder> keyHolders(List<HostRun> runs) {
    return runs.stream().flatMap(run -> run.keyHolder().stream()).toList();
  }

  private static Optional<SiteKey> keyOf(String host, Fleet fleet) {
    Reply.KeyOfSite says =
        new AgentQueries(fleet)
            .one(
                host,
                agent -> agent.ask(new Request.KeyOfSite(true), Reply.KeyOfSite.class, _ -> {}))
            .value();
    return Optional.ofNullable(says == null ? null : says.key());
  }

  private void refuseOlder(Optional<HeldVersion> newest) throws ControlException {
    Optional<VersionCheck.Undone> undone =
        newest.flatMap(held -> VersionCheck.undone(revision, draft, held));
    if (undone.isPresent()) {
      throw new ControlException(
          undone.get().text(),
          undone.get().next() + ", or apply with --force; nothing was changed");
    }
  }
}

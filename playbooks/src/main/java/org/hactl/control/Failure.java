package org.hactl.control;

/** Why a host is not as it shall be, and what to do about it. */
public record Failure(String message, String nextStep) {}

package dev.gil.bench.report;

/**
 * gil beside one peer in one case.
 *
 * @param bench the bench
 * @param name of the case
 * @param subject what was measured: gil
 * @param peer whom it is compared with, or {@link Scores#NOBODY}
 * @param unit of both figures
 * @param value of the subject, the median over forks; NaN if it was not measured
 * @param peerValue of the peer, the median over forks; NaN if it is absent
 * @param advantage how many times better the subject is; NaN without a peer
 * @param spread of the subject over the forks: the middle half by the median
 */
public record Row(
    String bench,
    String name,
    String subject,
    String peer,
    Unit unit,
    double value,
    double peerValue,
    double advantage,
    double spread) {}

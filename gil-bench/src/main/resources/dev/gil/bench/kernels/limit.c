/* What memory lets through: plain loops that the C compiler may reorder. */
double limit_sum(long n, const double *x) {
  double sum = 0;
  for (long i = 0; i < n; i++) sum += x[i];
  return sum;
}

double limit_dot(long n, const double *x, const double *y) {
  double sum = 0;
  for (long i = 0; i < n; i++) sum += x[i] * y[i];
  return sum;
}

void limit_axpy(long n, double a, const double *x, double *y) {
  for (long i = 0; i < n; i++) y[i] += a * x[i];
}

// The lesson's network in plain C: the least that its training and a prediction can take. Argument: the work.
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ROWS = 8000, INPUTS = 11, UNITS = 6, BATCH = 10 };

typedef struct {
    float kernel1[INPUTS][UNITS], bias1[UNITS];
    float kernel2[UNITS][UNITS], bias2[UNITS];
    float kernel3[UNITS][1], bias3[1];
} Weights;

enum { COUNT = sizeof(Weights) / sizeof(float) };

typedef union {
    Weights as;
    float flat[COUNT];
} Parameters;

static Parameters weights, gradients, means, squares;
static long step;
static float x[ROWS][INPUTS], y[ROWS];
static int order[ROWS];
static double loss;
static int right;
static volatile float result;
static uint64_t state = 88172645463325252u;

static uint64_t draw(void) {
    state ^= state << 13;
    state ^= state >> 7;
    return state ^= state << 17;
}

/** Keras's glorot_uniform. */
static void glorot(float *kernel, int in, int out) {
    float limit = sqrtf(6.0f / (in + out));
    for (int i = 0; i < in * out; i++) {
        kernel[i] = limit * ((draw() >> 40) / (float)(1 << 23) - 1);
    }
}

static inline void dense(int rows, int in, int out, float from[rows][in], float kernel[in][out], float *bias,
                         float to[rows][out]) {
    for (int r = 0; r < rows; r++) {
        for (int o = 0; o < out; o++) {
            to[r][o] = bias[o];
        }
        for (int i = 0; i < in; i++) {
            for (int o = 0; o < out; o++) {
                to[r][o] += from[r][i] * kernel[i][o];
            }
        }
    }
}

static inline void relu(int size, float *values) {
    for (int i = 0; i < size; i++) {
        values[i] = fmaxf(values[i], 0);
    }
}

/** The gradients of a dense layer's weights, given those of what it gives. */
static inline void weightGradients(int in, int out, float from[BATCH][in], float to[BATCH][out], float kernel[in][out],
                                   float *bias) {
    for (int r = 0; r < BATCH; r++) {
        for (int o = 0; o < out; o++) {
            bias[o] += to[r][o];
        }
        for (int i = 0; i < in; i++) {
            for (int o = 0; o < out; o++) {
                kernel[i][o] += from[r][i] * to[r][o];
            }
        }
    }
}

/** The gradients of what a relu layer gave, times the relu's own. */
static inline void inputGradients(int out, float to[BATCH][out], float kernel[UNITS][out], float given[BATCH][UNITS],
                                  float from[BATCH][UNITS]) {
    for (int r = 0; r < BATCH; r++) {
        for (int i = 0; i < UNITS; i++) {
            float sum = 0;
            for (int o = 0; o < out; o++) {
                sum += to[r][o] * kernel[i][o];
            }
            from[r][i] = given[r][i] > 0 ? sum : 0;
        }
    }
}

static inline void forward(int rows, float in[rows][INPUTS], float h1[rows][UNITS], float h2[rows][UNITS],
                           float logits[rows][1]) {
    dense(rows, INPUTS, UNITS, in, weights.as.kernel1, weights.as.bias1, h1);
    relu(rows * UNITS, h1[0]);
    dense(rows, UNITS, UNITS, h1, weights.as.kernel2, weights.as.bias2, h2);
    relu(rows * UNITS, h2[0]);
    dense(rows, UNITS, 1, h2, weights.as.kernel3, weights.as.bias3, logits);
}

static float sigmoid(float z) {
    return 1 / (1 + expf(-z));
}

/** As Keras computes it, in float32. */
static void adam(void) {
    step++;
    float rate = 0.001f * sqrtf(1 - powf(0.999f, step)) / (1 - powf(0.9f, step));
    for (int i = 0; i < COUNT; i++) {
        float g = gradients.flat[i];
        means.flat[i] += (g - means.flat[i]) * (1 - 0.9f);
        squares.flat[i] += (g * g - squares.flat[i]) * (1 - 0.999f);
        weights.flat[i] -= means.flat[i] * rate / (sqrtf(squares.flat[i]) + 1e-7f);
    }
}

static void train(const int *rows) {
    static float in[BATCH][INPUTS], h1[BATCH][UNITS], h2[BATCH][UNITS], logits[BATCH][1];
    static float g1[BATCH][UNITS], g2[BATCH][UNITS], g3[BATCH][1];
    for (int r = 0; r < BATCH; r++) {
        memcpy(in[r], x[rows[r]], sizeof in[r]);
    }
    forward(BATCH, in, h1, h2, logits);
    for (int r = 0; r < BATCH; r++) {
        float z = logits[r][0], label = y[rows[r]], p = sigmoid(z);
        loss += fmaxf(z, 0) - z * label + log1pf(expf(-fabsf(z)));
        right += (p > 0.5f) == label;
        g3[r][0] = (p - label) / BATCH;
    }
    memset(&gradients, 0, sizeof gradients);
    weightGradients(UNITS, 1, h2, g3, gradients.as.kernel3, gradients.as.bias3);
    inputGradients(1, g3, weights.as.kernel3, h2, g2);
    weightGradients(UNITS, UNITS, h1, g2, gradients.as.kernel2, gradients.as.bias2);
    inputGradients(UNITS, g2, weights.as.kernel2, h1, g1);
    weightGradients(INPUTS, UNITS, in, g1, gradients.as.kernel1, gradients.as.bias1);
    adam();
}

static void fit(int epochs) {
    for (int epoch = 0; epoch < epochs; epoch++) {
        loss = right = 0;
        for (int i = ROWS - 1; i > 0; i--) {
            int other = draw() % (i + 1), swapped = order[i];
            order[i] = order[other];
            order[other] = swapped;
        }
        for (int i = 0; i < ROWS; i += BATCH) {
            train(order + i);
        }
    }
}

static void predict(int times) {
    for (int i = 0; i < times; i++) {
        float h1[1][UNITS], h2[1][UNITS], logit[1][1];
        forward(1, x + i % ROWS, h1, h2, logit);
        result = sigmoid(logit[0][0]);
    }
}

static double seconds(void (*work)(int), int times) {
    struct timespec begin, end;
    clock_gettime(CLOCK_MONOTONIC, &begin);
    work(times);
    clock_gettime(CLOCK_MONOTONIC, &end);
    return end.tv_sec - begin.tv_sec + (end.tv_nsec - begin.tv_nsec) / 1e9;
}

/** Runs the work more and more times until it is warm, then for a while, and prints the microseconds of a unit. */
static void measure(const char *name, int units, void (*work)(int)) {
    int times = 1;
    double last = seconds(work, times), warm = last;
    for (; warm < atof(getenv("BENCH_WARM")); warm += last) {
        times *= 2;
        last = seconds(work, times);
    }
    times = fmax(1, times * atof(getenv("BENCH_MEASURED")) / last);
    printf("%s\t%g\n", name, seconds(work, times) / times / units * 1e6);
}

static void read(const char *file, void *values, size_t size) {
    FILE *stream = fopen(file, "rb");
    if (!stream || fread(values, 1, size, stream) != size) {
        perror(file);
        exit(1);
    }
    fclose(stream);
}

int main(int count, char **arguments) {
    int training = count > 1 && !strcmp(arguments[1], "lesson");
    read("lesson_x.bin", x, sizeof x);
    read("lesson_y.bin", y, sizeof y);
    for (int i = 0; i < ROWS; i++) {
        order[i] = i;
    }
    glorot(weights.as.kernel1[0], INPUTS, UNITS);
    glorot(weights.as.kernel2[0], UNITS, UNITS);
    glorot(weights.as.kernel3[0], UNITS, 1);
    if (training) {
        measure("lesson", ROWS / BATCH, fit);
        printf("loss\t%g\naccuracy\t%g\n", loss / ROWS, right / (double)ROWS);
    } else {
        measure("row", 1, predict);
    }
}

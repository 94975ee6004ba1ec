/** The longest description that is asked for. */
export const PICTURE_ANSWER_TOKENS = 400;

/**
 * What the description of one picture may take: by default Qwen's models make at most 16,384 tokens of a picture
 * (https://huggingface.co/Qwen/Qwen2.5-VL-7B-Instruct, "Image Resolution"); the rest is what is asked about it.
 */
export const MOST_OF_A_PICTURE = {
  promptTokens: 16_384 + 150,
  completionTokens: PICTURE_ANSWER_TOKENS,
  cachedTokens: 0,
};

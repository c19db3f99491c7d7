/** What ports of the kinds mean, by the English text. */
export const portWords: Readonly<Record<string, string>> = {
  'The conversation so far; the prompt comes after it.': '此前的对话；提示词接在其后。',
  'What the model may call, from any number of nodes.': '模型可以调用的工具，可来自任意多个节点。',
  'The whole conversation of this run, with calls and results.':
    '本次运行的完整对话，含调用及其结果。',
  'The file as a model takes it; wire it to Attachments.': '模型可接受的文件形式；请连接到“附件”。',
  'The conversation that the text belongs to, read but not judged.':
    '文本所属的对话，只供阅读，不作分类。',
  'The name of the label that was chosen.': '所选标签的名称。',
  'How sure the model says it is, from 0 to 1.': '模型自述的把握，从 0 到 1。',
  'Milliseconds; goes before the setting.': '毫秒数；优先于设置。',
  'A list of the elements that no branch took.': '没有分支接收的元素的列表。',
  'A list with one vector for each text.': '列表，每段文本对应一个向量。',
  'The vector of the first text alone.': '仅第一段文本的向量。',
  'One object with every value by its name.': '以名称为键、包含所有值的对象。',
  'Whatever comes here is only waited for, and not used.': '到达这里的值只用于等待，不会使用。',
  'Those of the answer, by their names in small letters.': '应答的头部，以小写名称为键。',
  'A list of objects by column.': '以列名为键的对象列表。',
  'How many rows the statement changed.': '语句更改的行数。',
  'The value, as it was approved or changed.': '经批准或修改后的值。',
  'The value, when it was denied; else this branch is skipped.': '被拒绝时的值；否则跳过此分支。',
  'What the person wrote when denying.': '拒绝时填写的原因。',
  'The value, when the condition holds; else this branch is skipped.':
    '条件成立时的值；否则跳过此分支。',
  'The value, when the condition does not hold; else this branch is skipped.':
    '条件不成立时的值；否则跳过此分支。',
  'What the model wants called; nothing is called here.': '模型想要调用的工具；这里不会调用。',
  'How many rounds there were.': '共进行了多少轮。',
  'Why it ended: condition, count or limit.': '结束的原因：condition、count 或 limit。',
  'What the next round begins with.': '下一轮开始时的值。',
  'True ends the loop after this round.': '为真时在本轮之后结束循环。',
  'The places in the list that the results stand for.': '各结果在列表中的位置。',
  'What went wrong with elements, each with its place.': '各元素的错误及其位置。',
  'The place of the element, from 0.': '元素的位置，从 0 开始。',
  'The best passages, with their scores.': '最佳的段落及其分数。',
  'Texts to search instead of files.': '代替文件供检索的文本。',
  'A list of what was found, the best first, with its source and score.':
    '找到的内容列表，最佳的在前，含来源和分数。',
  'The conversation that the question refers to.': '问题所涉及的对话。',
  'A list of the question in all its wordings.': '该问题各种问法的列表。',
  'Where the file lies, in its allowed folder.': '文件在已获准文件夹中的位置。',
};
